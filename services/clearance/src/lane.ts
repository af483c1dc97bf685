import { type ConsignmentState, type FilingRef, type Lane, REVIEW_CLASSES } from '@trustlane/contracts'

/** What clearance remembers of one filing. */
export type Remembered = ConsignmentState['filings'][string]
export type Filings = Readonly<Record<string, Remembered>>

const TEST = 'test:'

/** Under what a manifest's filing is kept: a test one apart from the live one of the same id. */
export const filingKey = (manifestId: string, test: boolean): string =>
  test ? TEST + manifestId : manifestId

const manifestOf = (key: string): string => (key.startsWith(TEST) ? key.slice(TEST.length) : key)

/**
 * The lane that these filings put their consignment in: that of the worst live one. Tests count only where
 * nothing else is live, withdrawn ones only where nothing is. Of equals the one stays that holds the lane now,
 * else the one just decided, so that the answer depends on nothing but the order of decisions.
 */
export function laneOf(filings: Filings, holder: FilingRef | undefined, decided: string): Lane {
  const all = Object.entries(filings)
  const live = all.filter(([, { withdrawn }]) => !withdrawn)
  const counting = live.filter(([, { test }]) => !test)
  const candidates = [counting, live, all].find((some) => some.length > 0) ?? []
  const worst = Math.min(...candidates.map(([, filing]) => rank(filing)))
  const equals = candidates.filter(([, filing]) => rank(filing) === worst).toSorted(byKey)
  const [key, filing] =
    equals.find(([key]) => manifestOf(key) === holder?.manifestId) ??
    equals.find(([key]) => key === decided) ??
    equals[0] ??
    nothing()
  const lane = { outcome: filing.outcome, filing: { manifestId: manifestOf(key), version: filing.version } }
  return filing.outcome === 'needs-validation' && filing.class !== undefined
    ? { ...lane, class: filing.class }
    : lane
}

/** 0 is the worst: reviews by class, one that this build does not know among the worst; then cleared, then the rest. */
function rank({ outcome, class: review }: Remembered): number {
  if (outcome === 'needs-validation')
    return Math.max(
      0,
      REVIEW_CLASSES.findIndex((known) => known === review),
    )
  return outcome === 'cleared' ? REVIEW_CLASSES.length : REVIEW_CLASSES.length + 1
}

export const isSameLane = (a: Lane | undefined, b: Lane): boolean =>
  a?.outcome === b.outcome &&
  a.class === b.class &&
  a.filing.manifestId === b.filing.manifestId &&
  a.filing.version === b.filing.version

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1)

function nothing(): never {
  throw new Error('A lane needs at least one filing')
}
