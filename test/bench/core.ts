// Decisions per second of `decide` alone, the cost of the digests of a decision record beside it, and how both
// grow with the parties of a bill and with the arrangements of the set. All in one run, so that the ratios hold
// although the machine is shared. Run: npm run bench:core [-- milliseconds per measurement]
import { digestOf, type Facts, type Filing } from '@trustlane/contracts'
import { aConsignment, aFiling, aFoundMembership, aParty } from '@trustlane/contracts/testing'
import {
  type ArrangementSet,
  builtInArrangements,
  builtInPolicy,
  createArrangementSet,
  decide,
} from '@trustlane/mra'
import { renderTable } from '@trustlane/service-kit'

type Input = { readonly filing: Filing; readonly facts: Facts }
type Measurement = { readonly name: string; readonly work: (index: number) => unknown }

const MILLISECONDS = Number(process.argv[2] ?? 300)
const ROUNDS = 5
/** Enough different bills that no run is about one object that everything has been remembered of. */
const BILLS = 256
const AT = new Date('2026-06-01T12:00:00Z')

const trusted = (parties: number): Input[] => bills(parties, true)
const nameOnly = (parties: number): Input[] => bills(parties, false)
const base = trusted(3)

const measurements: readonly Measurement[] = [
  decisions('decide, 3 parties, cleared', base),
  decisions('decide, 3 parties, names only', nameOnly(3)),
  decisions('decide, 1 party', trusted(1)),
  decisions('decide, 10 parties', trusted(10)),
  decisions('decide, 100 parties', trusted(100)),
  ...[10, 100, 1_000, 10_000].map((count) =>
    decisions(`decide, ${count.toLocaleString('en')} arrangements`, base, arrangementsOf(count)),
  ),
  digests('digests of filing and facts, 3 parties', base),
  digests('digests of filing and facts, 10 parties', trusted(10)),
  digests('digests of filing and facts, 100 parties', trusted(100)),
]

const perSecond = measure(measurements)
const reference = perSecond[0] ?? Number.NaN
process.stdout.write(
  renderTable(
    [
      { title: 'What' },
      { title: 'per second', align: 'right' },
      { title: 'µs each', align: 'right' },
      { title: 'time, first = 1', align: 'right' },
    ],
    measurements.map(({ name }, index) => {
      const rate = perSecond[index] ?? Number.NaN
      return [
        name,
        Math.round(rate).toLocaleString('en'),
        (1e6 / rate).toFixed(1),
        (reference / rate).toFixed(2),
      ]
    }),
  ),
)

/** The median of some rounds per measurement, taken in turn: a busy moment then touches all alike. */
function measure(all: readonly Measurement[]): number[] {
  for (const { work } of all) rateOf(work)
  const rounds = Array.from({ length: ROUNDS }, () => all.map(({ work }) => rateOf(work)))
  return all.map((_, index) => {
    const rates = rounds.map((round) => round[index] ?? Number.NaN).toSorted((a, b) => a - b)
    return rates[Math.floor(ROUNDS / 2)] ?? Number.NaN
  })
}

function rateOf(work: Measurement['work']): number {
  const start = performance.now()
  let done = 0
  let elapsed = 0
  while (elapsed < MILLISECONDS) {
    for (let n = 0; n < 100; n += 1) work(done + n)
    done += 100
    elapsed = performance.now() - start
  }
  return (done * 1000) / elapsed
}

function decisions(name: string, inputs: readonly Input[], set = builtInArrangements): Measurement {
  return {
    name,
    work(index) {
      const { filing, facts } = inputs[index % inputs.length]!
      return decide(filing, facts, set, builtInPolicy, AT)
    },
  }
}

function digests(name: string, inputs: readonly Input[]): Measurement {
  return {
    name,
    work(index) {
      const { filing, facts } = inputs[index % inputs.length]!
      return digestOf(filing) + digestOf(facts)
    },
  }
}

/** Bills from Japan to the United States: consignor, consignee, carrier, then notify parties. */
function bills(parties: number, isMember: boolean): Input[] {
  const roles = ['consignor', 'consignee', 'carrier'] as const
  return Array.from({ length: BILLS }, (_, bill) => {
    const named = Array.from({ length: parties }, (_, index) =>
      aParty({
        role: roles[index] ?? 'notify',
        name: `Firm ${bill} ${index} Co., Ltd.`,
        address: { lines: [`${bill} Harbour Road`], city: 'Yokohama', postcode: '231-0001' },
        identifiers: isMember ? [{ scheme: 'eori', value: `JP${bill}${index}` }] : [],
      }),
    )
    const filing = aFiling({ consignment: aConsignment({ billNumber: `B${bill}`, parties: named }) })
    const facts: Facts = {
      parties: named.map((_, index) => ({
        kind: 'answered',
        key: `f1:${bill}:${index}`,
        memberships: isMember && index === 0 ? [aFoundMembership({ memberId: `JP-${bill}` })] : [],
      })),
      lists: {
        'JP-AEO': { list: 'complete', asOf: '2026-06-01T00:00:00Z', partial: false, members: 700 },
      },
      denials: [],
    }
    return { filing, facts }
  })
}

/** The arrangement between the United States and Japan, and copies of it between territories that are not. */
function arrangementsOf(count: number): ArrangementSet {
  const one = builtInArrangements.arrangements.find(({ arrangementId }) => arrangementId === 'mra-us-jp')
  if (one === undefined) throw new Error('the built-in set has lost the arrangement mra-us-jp')
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('')
  const territories = letters.flatMap((first) => letters.map((second) => `${first}${second}`))
  const copies = Array.from({ length: count - 1 }, (_, index) => {
    // Each copy joins two territories that no other copy joins: 676 of them give 228,150 pairs.
    const from = territories[index % territories.length]!
    const to = territories[(index + 1 + Math.floor(index / territories.length)) % territories.length]!
    return {
      ...one,
      arrangementId: `copy-${index}`,
      members: [from, to].map((territory) => ({ territory, programme: `${territory}-AEO` })),
      directions: [
        { ...one.directions[0]!, from, to },
        { ...one.directions[0]!, from: to, to: from },
      ],
    }
  })
  return createArrangementSet([...copies, one])
}
