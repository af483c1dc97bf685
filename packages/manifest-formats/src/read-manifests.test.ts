import { describe, expect, test } from 'vitest'
import { readManifests } from './read-manifests.ts'
import { BILL, bytesOf, HEADING, interchange, message, UNB, UNZ } from './testing/edifact.ts'

const json = '{"sender":"A","documentNumber":"1","consignments":[{"billNumber":"B1"}]}'

describe('readManifests', () => {
  test.each([
    { input: interchange(BILL), contentType: undefined, format: 'edifact-cuscar' },
    { input: interchange(BILL), contentType: 'application/json', format: 'edifact-cuscar' },
    { input: `\r\n ${interchange(BILL)}`, contentType: undefined, format: 'edifact-cuscar' },
    { input: `UNA:+.? '${interchange(BILL)}`, contentType: undefined, format: 'edifact-cuscar' },
    { input: message(BILL), contentType: undefined, format: 'edifact-cuscar' },
    { input: `\u{feff} ${json}`, contentType: undefined, format: 'canonical-json' },
    { input: `[${json}]`, contentType: 'application/edifact', format: 'canonical-json' },
    { input: '"text"', contentType: 'application/vnd.trustlane.manifest+json', format: 'canonical-json' },
    { input: 'UN', contentType: 'application/edifact', format: 'edifact-cuscar' },
    { input: 'UNABLE TO COMPLY', contentType: undefined, format: undefined },
    { input: '<Manifest/>', contentType: 'application/xml', format: undefined },
  ])('reads $input as $contentType as $format', ({ input, contentType, format }) => {
    const options = contentType === undefined ? {} : { contentType }
    expect(readManifests(bytesOf(input), options).format).toBe(format)
  })

  test('reads up to maxBytes, and not one more', () => {
    const bytes = bytesOf(json)
    expect(readManifests(bytes, { maxBytes: bytes.length }).messages).toHaveLength(1)
    expect(readManifests(bytes, { maxBytes: bytes.length - 1 }).problems.map(({ code }) => code)).toEqual([
      'TOO_LARGE',
    ])
  })

  test('reads a view into a larger buffer', () => {
    const padded = Buffer.from(`xx${interchange(BILL)}xx`)
    expect(readManifests(padded.subarray(2, -2)).messages[0]?.manifest?.consignments).toHaveLength(1)
  })

  test('reads the CUSCAR messages among others', () => {
    const text = [
      UNB,
      message(["BGM+380'"], { type: 'INVOIC:D:96A:UN' }),
      message([...HEADING, ...BILL]),
      UNZ.replace('1', '2'),
    ].join('')
    const { messages, problems } = readManifests(bytesOf(text))
    expect(messages.map(({ manifest }) => manifest?.documentNumber)).toEqual(['VOY042'])
    expect(problems.map(({ code }) => code)).toEqual(['MESSAGE_SKIPPED'])
  })

  test.each([
    { type: 'CUSCAR:D:96B:UN', read: true },
    { type: 'CUSCAR:D:03B:UN:SMDG20', read: true },
    { type: 'CUSREP:D:95B:UN', read: false },
    { type: ':D:95B:UN', read: true },
  ])('reads a message of type $type: $read', ({ type, read }) => {
    expect(readManifests(bytesOf(message([...HEADING, ...BILL], { type }))).messages).toHaveLength(
      read ? 1 : 0,
    )
  })

  test('takes no message without a type for a CUSCAR that has neither its document nor its bills', () => {
    expect(readManifests(bytesOf(message(["BGM+380+1+9'"], { type: ':D:95B:UN' }))).messages).toEqual([])
  })

  test('reads several interchanges in one input, each under its own sender and test indicator', () => {
    const trial = interchange(BILL).replace('TRIDENT', 'PIERLINE').replace("REF1'", "REF1++++++1'")
    const { messages, problems } = readManifests(bytesOf(`${interchange(BILL)}\nUNA:+.? '\n${trial}`))
    expect(problems).toEqual([])
    expect(messages.map(({ manifest }) => [manifest?.sender, manifest?.test])).toEqual([
      ['TRIDENT', false],
      ['PIERLINE', true],
    ])
  })

  test.each([
    { name: '青葉精密機器', charset: 'UNOY', encoding: 'utf8' },
    { name: 'شركة الأرز للتجارة', charset: 'UNOW', encoding: 'utf8' },
    { name: 'Müller & Söhne', charset: 'UNOC', encoding: 'latin1' },
  ] as const)('reads the name $name under $charset', ({ name, charset, encoding }) => {
    const text = interchange(["CNI+1+B1'", `NAD+CZ+++${name}'`]).replace('UNOC', charset)
    const [read] = readManifests(Buffer.from(text, encoding)).messages
    expect(read?.manifest?.consignments[0]?.parties[0]?.name).toBe(name)
    expect(read?.problems).toEqual([])
  })
})
