/** Words that the rule would misread, with the day that stands for them and why. */
const READINGS: ReadonlyMap<string, string> = new Map([
  // "after 2014" shuts that year out, so its end would be too early: the first such day that is possible.
  ['1 March of a year not established (after 2014)', '2015-03-01'],
])

const PERIOD = /\b(?:19|20)\d{2}(?:-\d{2}(?:-\d{2})?)?\b/g

/**
 * The last day of the latest day, month or year that the words of a source name (`2015-02 or 2015-03` gives
 * `2015-03-31`, `by 2019` gives `2019-12-31`), or `undefined` where they name none.
 */
export function latestDay(text: string): string | undefined {
  return (
    READINGS.get(text) ??
    [...text.matchAll(PERIOD)]
      .map(([period]) => lastDayOf(period))
      .toSorted()
      .at(-1)
  )
}

function lastDayOf(period: string): string {
  const [year, month, day] = period.split('-')
  if (day !== undefined) return period
  return new Date(Date.UTC(Number(year), month === undefined ? 12 : Number(month), 0))
    .toISOString()
    .slice(0, 10)
}
