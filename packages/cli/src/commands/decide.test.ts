import { aConsignment, aMembership, aParty } from '@trustlane/contracts/testing'
import { describe, expect, test } from 'vitest'
import { aFolder, fakeIo } from '../testing/fake-io.ts'
import { interchange, manifestJson } from '../testing/manifests.ts'
import { decideCommand } from './decide.ts'

const AT = '2026-06-01T00:00:00Z'

/** A bill from Tokyo to Long Beach whose shipper gives name and full address. */
const bill = aConsignment({
  parties: [
    aParty({
      name: 'Aoba Precision K.K.',
      address: { lines: ['1-2-3 Shibaura'], city: 'Tokyo', postcode: '108-0023' },
      country: 'JP',
    }),
    aParty({ role: 'consignee', name: 'Redwood Laboratory Supply Inc', country: 'US' }),
    aParty({
      role: 'carrier',
      name: 'Trident Ocean Lines',
      identifiers: [{ scheme: 'scac', value: 'TLNU' }],
    }),
  ],
})
const list = JSON.stringify({
  programme: 'JP-AEO',
  kind: 'complete',
  asOf: '2026-05-31T00:00:00Z',
  members: [
    {
      ...aMembership({
        names: ['Aoba Precision K.K.'],
        conveyance: [{ method: 'MID', value: 'JPAOBPRE123TOK', destination: 'US' }],
      }),
      programme: undefined,
    },
  ],
})
const link = {
  linkId: 'L1',
  key: 'id:duns:690550012',
  member: { programme: 'JP-AEO', memberId: 'JP-0001' },
  grounds: 'certificate-seen',
  evidence: 'certificate 7',
  state: 'confirmed',
  madeBy: 'mika',
  madeAt: '2026-05-01T00:00:00Z',
  checkedBy: 'sora',
  checkedAt: '2026-05-02T00:00:00Z',
  validFrom: '2026-05-02T00:00:00Z',
  validTo: '2027-05-02T00:00:00Z',
}

type Shown = {
  billNumber: string
  consignmentId: string
  outcome: string
  at: string
  primary: { code: string }
}
const outcomes = (io: ReturnType<typeof fakeIo>): string[] =>
  (io.outJson() as Shown[]).map(({ outcome }) => outcome)

describe('decide', () => {
  test('gives a lane and a reason for each bill, without any list', async () => {
    using folder = aFolder()
    const file = folder.file(
      'm.json',
      manifestJson({ consignments: [bill, { ...bill, billNumber: 'TLNU2' }] }),
    )
    const io = fakeIo()
    expect(await decideCommand({ files: [file], at: AT, json: true }, io)).toBe(0)
    expect(io.outJson()).toMatchObject([
      {
        billNumber: 'TLNU00000001',
        consignmentId: 'TRIDENT:TLNU00000001:US',
        outcome: 'needs-validation',
        at: '2026-06-01T00:00:00.000Z',
      },
      { billNumber: 'TLNU2', outcome: 'needs-validation' },
    ])
  })

  test('recognises a member by a link that two people have made, and only as long as it holds', async () => {
    using folder = aFolder()
    const [shipper, ...others] = bill.parties
    const numbered = {
      ...bill,
      parties: [{ ...shipper!, identifiers: [{ scheme: 'duns' as const, value: '690550012' }] }, ...others],
    }
    const files = [folder.file('m.json', manifestJson({ consignments: [numbered] }))]
    const status = [folder.file('jp.json', list)]
    const links = folder.file('links.json', JSON.stringify([link]))
    const [with_, without, later, proposed] = [fakeIo(), fakeIo(), fakeIo(), fakeIo()]
    await decideCommand({ files, status, links, at: AT, json: true }, with_)
    await decideCommand({ files, status, at: AT, json: true }, without)
    const alone = folder.file('alone.json', JSON.stringify([{ ...link, state: 'proposed' }]))
    await decideCommand({ files, status, links: alone, at: AT, json: true }, proposed)
    const ended = folder.file('ended.json', JSON.stringify([{ ...link, validTo: AT }]))
    await decideCommand({ files, status, links: ended, at: AT, json: true }, later)
    expect(outcomes(with_)).toEqual(['cleared'])
    expect([without, proposed, later].map(outcomes)).toEqual([
      ['needs-validation'],
      ['needs-validation'],
      ['needs-validation'],
    ])
  })

  test('shows a table with the reason in words', async () => {
    using folder = aFolder()
    const io = fakeIo()
    await decideCommand(
      { files: [folder.file('m.json', manifestJson({ consignments: [bill] }))], at: AT },
      io,
    )
    const [head, row] = io.out().split('\n')
    expect(head).toMatch(/^Consignment +Corridor +Lane +Class +Primary reason +Arrangement$/)
    expect(row).toMatch(/^TLNU00000001 +JP → US +needs-validation +\S+ +[A-Z_]+: [A-Z].*\./)
  })

  test('fits the table to a terminal', async () => {
    using folder = aFolder()
    const io = fakeIo({ isTTY: true, columns: 100, env: { NO_COLOR: '1' } })
    await decideCommand(
      { files: [folder.file('m.json', manifestJson({ consignments: [bill] }))], at: AT },
      io,
    )
    for (const line of io.out().split('\n')) expect(line.length).toBeLessThanOrEqual(100)
  })

  test('decides every message of every file, and goes on after one that cannot be read', async () => {
    using folder = aFolder()
    const files = [
      folder.file('bad', 'hello'),
      folder.file('two.edi', interchange('A1', 'A2')),
      folder.file('m.json', manifestJson({ consignments: [bill] })),
    ]
    const io = fakeIo()
    expect(await decideCommand({ files, at: AT, json: true }, io)).toBe(2)
    expect((io.outJson() as Shown[]).map(({ billNumber }) => billNumber)).toEqual([
      'A1B',
      'A2B',
      'TLNU00000001',
    ])
    expect(io.err()).toContain('bad: error: ')
  })

  test('decides nothing of a cancellation, and says so', async () => {
    using folder = aFolder()
    const io = fakeIo()
    const file = folder.file('m.json', manifestJson({ function: 'cancellation', consignments: [bill] }))
    expect(await decideCommand({ files: [file], at: AT }, io)).toBe(0)
    expect(io.out()).toBe('')
    expect(io.err()).toContain('cancels manifest TRIDENT:VOY042: nothing to decide')
  })

  test('ends with 2 when a list has a broken row, and still decides', async () => {
    using folder = aFolder()
    const io = fakeIo()
    const file = folder.file('m.json', manifestJson({ consignments: [bill] }))
    const status = folder.file(
      'jp.csv',
      'programme,member_id,name,status\nJP-AEO,1,Aoba KK,certified\nJP-AEO,2,,certified\n',
    )
    expect(await decideCommand({ files: [file], status: [status], at: AT, json: true }, io)).toBe(2)
    expect(outcomes(io)).toEqual(['needs-validation'])
    expect(io.err()).toContain('jp.csv: line 3, column name')
  })
})
