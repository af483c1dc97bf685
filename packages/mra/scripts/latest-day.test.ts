import { describe, expect, test } from 'vitest'
import { latestDay } from './latest-day.ts'

describe('latestDay', () => {
  test.each([
    ['2007-06', '2007-06-30'],
    ['2008-02', '2008-02-29'],
    ['by 2019', '2019-12-31'],
    ['2011-06-24 or 2011-06-25', '2011-06-25'],
    ['2015-02 or 2015-03 (leaflet dated 2015-02)', '2015-03-31'],
    ['2008-06 (an earlier CBP list says 2007-06)', '2008-06-30'],
    ['2010-06 (WCO Council, about 2010-06-25)', '2010-06-30'],
    ['2021 (Swiss approval 2021-04-14)', '2021-12-31'],
    ['planned 2014-08; fully implemented by 2015-08', '2015-08-31'],
    ['in full effect by mid-2018', '2018-12-31'],
    ['planned from Q1 2016', '2016-12-31'],
    ['1 March of a year not established (after 2014)', '2015-03-01'],
    ['pilot period after signing', undefined],
    ['the 19th partner, number 20250', undefined],
  ])('reads "%s" as %s', (text, day) => expect(latestDay(text)).toBe(day))
})
