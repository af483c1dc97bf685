import { Manifest } from '@trustlane/contracts'
import { aManifest } from '@trustlane/contracts/testing'
import { describe, expect, test } from 'vitest'
import { hasErrors } from '../problem.ts'
import { readManifests } from '../read-manifests.ts'
import { bytesOf } from '../testing/edifact.ts'

const bare = { sender: 'TRIDENT', documentNumber: 'VOY042' }
const bill = { billNumber: 'B1', parties: [{ role: 'consignor', name: 'Aoba K.K.' }] }
const read = (value: unknown) => {
  const [message] = readManifests(bytesOf(JSON.stringify(value))).messages
  return { manifest: message?.manifest, problems: message?.problems ?? [] }
}
const consignmentIn = (value: object) =>
  read({ ...bare, consignments: [{ ...bill, ...value }] }).manifest?.consignments[0]

describe('readJson', () => {
  test('gives a whole canonical manifest back as it is, without a word', () => {
    expect(read(aManifest())).toEqual({ manifest: aManifest(), problems: [] })
  })

  test('fills in what can be derived', () => {
    const { manifest, problems } = read({ ...bare, consignments: [bill] })
    expect(problems).toEqual([])
    expect(Manifest.parse(manifest)).toEqual({
      ...bare,
      manifestId: 'TRIDENT:VOY042',
      function: 'original',
      test: false,
      format: 'canonical-json',
      parties: [],
      consignments: [
        {
          billNumber: 'B1',
          billType: 'straight',
          goods: [],
          equipment: [],
          parties: [{ role: 'consignor', name: 'Aoba K.K.', identifiers: [] }],
        },
      ],
    })
  })

  test.each([
    { given: { masterBill: 'M1' }, found: { billType: 'house', masterBill: 'M1' } },
    { given: { loading: { unlocode: 'jp tyo' } }, found: { loading: { unlocode: 'JPTYO', country: 'JP' } } },
    { given: { origin: 'uk' }, found: { origin: 'GB' } },
    { given: { masterBill: null }, found: { billType: 'straight' } },
    {
      given: { parties: [{ role: 'Consignee', name: ' شركة الأرز ' }] },
      found: { parties: [{ role: 'consignee', name: 'شركة الأرز' }] },
    },
    {
      given: { parties: [{ role: 'middleman', name: 'X' }] },
      found: { parties: [{ role: 'other', rawRole: 'middleman' }] },
    },
    {
      given: { parties: [{ role: 'middleman', rawRole: 'MM', name: 'X' }] },
      found: { parties: [{ role: 'other', rawRole: 'MM' }] },
    },
    {
      given: { parties: [{ role: 'consignee', name: 'To the order of Cedar Bank' }] },
      found: { parties: [{ name: 'To the order of Cedar Bank', flags: ['to-order'] }] },
    },
    {
      given: { parties: [{ role: 'notify', identifiers: [{ scheme: 'zoll', value: '1' }] }] },
      found: { parties: [{ identifiers: [{ scheme: 'other', value: '1', issuer: 'zoll' }] }] },
    },
    { given: { parties: [{ role: 'notify' }] }, found: { parties: [{ flags: ['unparseable'] }] } },
  ])('reads $given', ({ given, found }) => {
    expect(consignmentIn(given)).toMatchObject(found)
  })

  test('takes an offset for the instant that it names', () => {
    expect(
      read({ ...bare, issuedAt: '2026-11-24T09:30:00+09:00', consignments: [bill] }).manifest?.issuedAt,
    ).toBe('2026-11-24T00:30:00.000Z')
  })

  test('leaves out a consignment that has an error, and reads the others', () => {
    const consignments = [bill, { ...bill, billNumber: 'B2', goods: 'none' }, { ...bill, billNumber: 'B3' }]
    const { manifest, problems } = read({ ...bare, consignments })
    expect(manifest?.consignments.map(({ billNumber }) => billNumber)).toEqual(['B1', 'B3'])
    expect(problems).toMatchObject([
      { severity: 'error', place: { path: '$.consignments[1].goods', bill: 'B2' } },
    ])
  })

  test.each([
    { value: { ...bare, consignments: {} }, when: 'the consignments are no list' },
    { value: { ...bare, function: 'ORIGINAL?', consignments: [bill] }, when: 'the function is unknown' },
    { value: { ...bare, test: 'yes', consignments: [bill] }, when: 'the test indicator is no boolean' },
    {
      value: { ...bare, issuedAt: '2026-02-31T00:00:00Z', consignments: [bill] },
      when: 'its instant does not exist',
    },
    {
      value: { ...bare, parties: [{ name: 'X' }], consignments: [bill] },
      when: 'a party of the manifest has no role',
    },
    { value: { ...bare, consignments: [1] }, when: 'no consignment can be read' },
    { value: 'manifest', when: 'it is no object' },
  ])('gives no manifest when $when', ({ value }) => {
    const { manifest, problems } = read([value])
    expect(manifest).toBeUndefined()
    expect(hasErrors(problems)).toBe(true)
  })

  test('needs no consignments to cancel', () => {
    expect(read({ ...bare, function: 'cancellation' }).manifest?.consignments).toEqual([])
  })

  test('marks the master that a house names', () => {
    const consignments = [
      { ...bill, billNumber: 'M1' },
      { ...bill, billNumber: 'H1', masterBill: 'M1' },
    ]
    expect(read({ ...bare, consignments }).manifest?.consignments).toMatchObject([
      { billType: 'master', consolidated: true },
      { billType: 'house' },
    ])
  })

  test('reads each line of NDJSON, whatever the others are', () => {
    const line = JSON.stringify({ ...bare, consignments: [bill] })
    const { messages } = readManifests(bytesOf(`${line}\r\n\r\nnull\n{"a":\n${line}`))
    expect(messages.map(({ manifest }) => manifest !== undefined)).toEqual([true, false, false, true])
    expect(messages.map(({ problems }) => problems.map(({ code, place }) => [code, place.line]))).toEqual([
      [],
      [['FIELD_INVALID', 3]],
      [['JSON_SYNTAX', 4]],
      [],
    ])
  })

  test('is not hurt by names that are special in JavaScript, or by depth', () => {
    const text = `{"__proto__": {"x": 1}, "constructor": 1, "sender": "A", "documentNumber": "1", "consignments": [{"billNumber": "B1", "hasOwnProperty": 1, "deep": ${'['.repeat(50_000)}${']'.repeat(50_000)}}]}`
    const [message] = readManifests(bytesOf(text)).messages
    expect(message?.manifest?.consignments).toHaveLength(1)
    expect(message?.problems.map(({ code }) => code)).toEqual([
      'FIELD_UNKNOWN',
      'FIELD_UNKNOWN',
      'NO_PARTIES',
    ])
  })
})
