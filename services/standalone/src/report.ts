import type { DecisionRecord } from '@trustlane/contracts'
import { sentenceFor } from '@trustlane/mra'
import { type Cell, displayWidth, oneLine, type Paint, renderTable, type Tone } from '@trustlane/service-kit'

/** What each outcome is called on a screen; the topic's name beside it. */
const LANES = {
  cleared: { text: 'cleared', title: 'MRA conditions met', tone: 'good' },
  'needs-validation': { text: 'needs-validation', title: 'Trust review needed', tone: 'attention' },
  'not-applicable': { text: 'not-applicable', title: 'Not decided', tone: 'quiet' },
} as const satisfies Record<string, { text: string; title: string; tone: Tone }>

const WIDTHS = { bill: 22, corridor: 8, lane: 16, class: 9 }

/** One line for one decision: consignment, corridor, lane, class, the primary reason in words, the arrangement. */
export function decisionLine(record: DecisionRecord, paint: Paint): string {
  const { decision, subject } = record
  const lane = LANES[decision.outcome]
  const { from, to } = decision.corridor
  const corridor = subject === undefined ? '' : `${from ?? '?'} → ${to ?? '?'}`
  // A withdrawal has no bill to show, but its id has the number: issuer, bill, territory.
  const bill = subject?.consignment.billNumber ?? record.consignmentId.split(':')[1] ?? record.consignmentId
  const arrangement = decision.arrangement === undefined ? '' : `  [${decision.arrangement.arrangementId}]`
  return [
    pad(oneLine(bill), WIDTHS.bill),
    pad(corridor, WIDTHS.corridor),
    paint(lane.tone, pad(lane.text, WIDTHS.lane)),
    pad(decision.review?.class ?? '', WIDTHS.class),
    `${decision.primary.code}: ${oneLine(sentenceFor(decision.primary))}${paint('quiet', arrangement)}`,
  ].join('  ')
}

const pad = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - displayWidth(text)))

/** Counts decisions by lane and class. */
export class Tally {
  readonly #counts = new Map<
    string,
    { outcome: keyof typeof LANES; class: string; count: number; codes: Map<string, number> }
  >()

  add({ decision }: DecisionRecord): void {
    const reviewClass = decision.review?.class ?? ''
    const key = `${decision.outcome}/${reviewClass}`
    const entry = this.#counts.get(key) ?? {
      outcome: decision.outcome,
      class: reviewClass,
      count: 0,
      codes: new Map<string, number>(),
    }
    entry.count += 1
    entry.codes.set(decision.primary.code, (entry.codes.get(decision.primary.code) ?? 0) + 1)
    this.#counts.set(key, entry)
  }

  /** The summary as a table, lanes in their order, the most frequent class first. */
  table(paint: Paint, width: number | undefined): string {
    const order = Object.keys(LANES)
    const rows = [...this.#counts.values()]
      .toSorted((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome) || b.count - a.count)
      .map(({ outcome, class: reviewClass, count, codes }): Cell[] => [
        { text: LANES[outcome].title, tone: LANES[outcome].tone },
        outcome,
        reviewClass,
        String(count),
        [...codes]
          .toSorted(([, a], [, b]) => b - a)
          .map(([code, times]) => (times === 1 ? code : `${code} ×${times}`))
          .join(', '),
      ])
    return renderTable(
      [
        { title: 'Outcome' },
        { title: 'Topic' },
        { title: 'Class' },
        { title: 'Decisions', align: 'right' },
        { title: 'Primary reasons', min: 20 },
      ],
      rows,
      { paint, ...(width !== undefined && { width }) },
    )
  }
}

/** What a newcomer does next. */
export const whereToLookNext = (folder: string): string => `Where to look next
  npx trustlane tail consignment.needs-validation    what an inspection queue would read
  npx trustlane dlq list                             what could not be read, and why
  npx trustlane arrangements --from JP --to US       the arrangement behind a decision
  npx trustlane status show NUMBER                   what the store knows of a trader, by any of its numbers
  cp FILE ${folder}/inbox/${' '.repeat(Math.max(1, 35 - folder.length))}decide a manifest of your own
  docs/architecture.md, docs/glossary.md             how it works, and the words it uses
`
