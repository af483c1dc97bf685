import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Manifest } from '@trustlane/contracts'
import { readManifests } from './read-manifests.ts'
import { BILL, bytesOf, HEADING, interchange, message, UNB } from './testing/edifact.ts'

const SECOND = BILL.map((segment) => segment.replace('TLNU001', 'TLNU002'))
const TWO = bytesOf(
  [
    "UNA:+.? '\r\n" + UNB.replace('UNOC', 'UNOY').replace('REF1', 'REF?+1'),
    "UNG+CUSCAR+TRIDENT+USCBP+261124:0930+G1+UN+D:95B'",
    message([...HEADING, ...BILL, "FTX+AAA+++測定器 ?+ 10?'S'"]),
    message([...HEADING.map((line) => line.replace('VOY042', 'VOY043')), ...SECOND], { reference: 'M2' }),
    "UNE+2+G1'",
    "UNZ+1+REF?+1'",
  ].join('\r\n'),
)
const JSON_INPUT = bytesOf(
  JSON.stringify({
    sender: 'TRIDENT',
    documentNumber: 'VOY042',
    consignments: [{ billNumber: 'B1', parties: [{ role: 'consignor', name: '青葉精密' }] }],
  }),
)

describe('readManifests', () => {
  test('reads the inputs that are broken below', () => {
    expect(readManifests(TWO).messages.map(({ manifest }) => manifest?.consignments.length)).toEqual([1, 1])
    expect(readManifests(TWO).problems).toEqual([])
    expect(readManifests(JSON_INPUT).messages.map(({ problems }) => problems)).toEqual([[]])
  })

  test('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom('', 'UNB+', 'UNH+1+', '{', '['),
        (bytes, head) => {
          const { problems, messages } = readManifests(Buffer.concat([Buffer.from(head), bytes]))
          expect(problems.length + messages.length).toBeGreaterThan(0)
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('never throws on a message with flipped bytes, and gives nothing that breaks the contract', () => {
    const flips = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(fc.constantFrom(TWO, JSON_INPUT), flips, (input, changes) => {
        const bytes = Uint8Array.from(input)
        for (const [at, value] of changes) bytes[at % bytes.length] = value
        const manifests = readManifests(bytes).messages.flatMap(({ manifest }) => manifest ?? [])
        expect(manifests.map((manifest) => Manifest.parse(manifest))).toEqual(manifests)
      }),
      { numRuns: 1500 },
    )
  })

  test.each(['constructor', 'toString', '__proto__'])(
    'takes the word "%s", which every JavaScript object knows, for what it is in every place',
    (word) => {
      const rich = [
        "BGM+785+VOY042+9'",
        "DTM+132:1:102'",
        "TDT+20+042E+1++TLNU:172:182:TRIDENT OCEAN LINES'",
        "CNI+1+B1+705'",
        "RFF+BM:TLNU001'",
        "LOC+9+JPTYO:139:6'",
        "NAD+CZ+X1:Y1:151++AOBA'",
        "RFF+AVY:1'",
        "GID+1+2:CT'",
        "MEA+AAE+G+KGM:5'",
      ]
      const text = [UNB, message(rich), "UNZ+1+REF1'"].join('\n')
      const words = [...text.matchAll(/(?<=[+:])[^+:'\n]+/g)]
      expect(words.length).toBeGreaterThan(40)
      for (const { index, 0: old } of words) {
        const input = text.slice(0, index) + word + text.slice(index + old.length)
        const manifests = readManifests(bytesOf(input)).messages.flatMap(({ manifest }) => manifest ?? [])
        expect(
          manifests.map((manifest) => Manifest.parse(manifest)),
          input,
        ).toEqual(manifests)
      }
    },
  )

  test('reads nothing of a message that is cut, and all of those before it, at whatever byte', () => {
    const text = Buffer.from(TWO)
    const ends = [...text.toString('latin1').matchAll(/UNT\+\d+\+M\d'/g)].map(
      ({ index, 0: unt }) => index + unt.length,
    )
    for (let length = 0; length < text.length; length++) {
      const { messages, problems } = readManifests(text.subarray(0, length))
      const whole = ends.filter((end) => end <= length).length
      expect(
        messages.filter(({ manifest }) => manifest !== undefined),
        `cut at ${length}`,
      ).toHaveLength(whole)
      const told = [...problems, ...messages.flatMap((read) => read.problems)]
      expect(
        told.filter(({ severity }) => severity === 'error'),
        `cut at ${length}`,
      ).not.toEqual([])
    }
  })

  test('reads nothing of JSON that is cut, at whatever byte', () => {
    for (let length = 0; length < JSON_INPUT.length; length++) {
      const { messages } = readManifests(JSON_INPUT.subarray(0, length))
      expect(
        messages.filter(({ manifest }) => manifest !== undefined),
        `cut at ${length}`,
      ).toEqual([])
    }
  })

  test.each([
    { of: 'an interchange with groups', input: TWO, count: 2 },
    {
      of: 'an interchange with a byte order mark',
      input: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), TWO]),
      count: 2,
    },
    {
      of: 'bare messages',
      input: bytesOf(message([...HEADING, ...BILL]) + message([...HEADING, ...SECOND])),
      count: 2,
    },
    { of: 'two interchanges', input: bytesOf(interchange(BILL) + interchange(SECOND)), count: 2 },
    { of: 'a JSON object', input: JSON_INPUT, count: 1 },
    {
      of: 'a JSON array',
      input: Buffer.concat([Buffer.from('['), JSON_INPUT, Buffer.from(','), JSON_INPUT, Buffer.from(']')]),
      count: 2,
    },
    { of: 'NDJSON', input: Buffer.concat([JSON_INPUT, Buffer.from('\r\n'), JSON_INPUT]), count: 2 },
  ])('splits $of into messages that each read the same again', ({ input, count }) => {
    const { messages } = readManifests(input)
    expect(messages).toHaveLength(count)
    for (const { bytes, manifest } of messages) {
      const again = readManifests(bytes)
      expect(again.messages.map((read) => read.manifest)).toEqual([manifest])
      expect(manifest).toBeDefined()
      expect(again.problems).toEqual([])
    }
  })

  test('reads a manifest of 5,000 bills whole, and one problem spoils one bill', () => {
    const bills = Array.from({ length: 5000 }, (_, index) =>
      index === 2500
        ? ["CNI+1'", ...BILL.slice(2)]
        : BILL.map((segment) => segment.replace('TLNU001', `TLNU${index}`)),
    )
    const [read, ...rest] = readManifests(bytesOf(interchange(...bills))).messages
    expect(rest).toEqual([])
    expect(read?.manifest?.consignments).toHaveLength(4999)
    expect(read?.manifest?.consignments.flatMap(({ parties }) => parties)).toHaveLength(9998)
    expect(read?.problems.map(({ code, place }) => [code, place.segment])).toEqual([
      ['BILL_NUMBER_MISSING', 15_005],
    ])
  })
})
