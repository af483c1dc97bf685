import type { Goods } from '@trustlane/contracts'
import { countryOf } from '../country.ts'
import { textOf, textsOf } from '../edifact/segment.ts'
import type { Segment } from '../edifact/tokenizer.ts'
import { quoted } from '../problem.ts'
import type { Report } from './message.ts'

// UN/ECE Recommendation 20. TON is none of its codes; carriers write it for the metric tonne.
const KILOGRAMS: Readonly<Record<string, number>> = {
  KGM: 1,
  TNE: 1000,
  TON: 1000,
  LBR: 0.453_592_37,
  GRM: 0.001,
}
// UN/EDIFACT 6313: gross weight of the item, of the line, of the consignment.
const GROSS: ReadonlySet<string> = new Set(['G', 'AAB', 'AAD'])
const HS_CODE = /^\d{4,12}$/

/**
 * Adds what a segment of the goods group (GID, FTX, MEA, CST, PIA, LOC) says to the bill's goods, each item of
 * which begins with a GID. A number that cannot be read is told and left out.
 */
export function takeGoods(goods: Goods[], segment: Segment, report: Report, bill?: string): void {
  if (segment.tag === 'GID') {
    const packageType = textOf(segment, 2, 2)
    const packages = numberIn(segment, { component: 1, element: 2, isWhole: true }, report, bill)
    goods.push({
      ...(packages !== undefined && { packages }),
      ...(packageType !== '' && { packageType }),
    })
    return
  }
  const addition = additionOf(segment, report, bill)
  if (addition === undefined) return
  const last = goods.pop() ?? {}
  goods.push({ ...last, ...addition, ...joined(last.description, addition.description) })
}

/** Appended, not joined anew: the time that a join takes grows with all that was there before. */
function joined(before: string | undefined, added: string | undefined): Pick<Goods, 'description'> {
  if (before === undefined || added === undefined) {
    const description = before ?? added
    return description === undefined ? {} : { description }
  }
  return { description: `${before} ${added}` }
}

function additionOf(segment: Segment, report: Report, bill?: string): Goods | undefined {
  switch (segment.tag) {
    case 'FTX': {
      const description = textOf(segment, 1) === 'AAA' ? textsOf(segment, 4, 1, 5).join(' ') : ''
      return description === '' ? undefined : { description }
    }
    case 'MEA': {
      const grossWeightKg = grossWeight(segment, report, bill)
      return grossWeightKg === undefined ? undefined : { grossWeightKg }
    }
    case 'CST':
      return hsCodeIn([2, 3, 4, 5, 6].map((element) => textOf(segment, element)))
    case 'PIA':
      return hsCodeIn(
        [2, 3, 4, 5, 6]
          .filter((element) => textOf(segment, element, 2) === 'HS')
          .map((element) => textOf(segment, element)),
      )
    case 'LOC': {
      const origin = textOf(segment, 1) === '27' ? countryOf(textOf(segment, 2)) : undefined
      return origin === undefined ? undefined : { origin }
    }
    default:
      return undefined
  }
}

function hsCodeIn(codes: readonly string[]): Goods | undefined {
  const hsCode = codes.map((code) => code.replaceAll(/[.\s]/g, '')).find((code) => HS_CODE.test(code))
  return hsCode === undefined ? undefined : { hsCode }
}

function grossWeight(segment: Segment, report: Report, bill?: string): number | undefined {
  if (!GROSS.has(textOf(segment, 2))) return undefined
  const unit = textOf(segment, 3)
  const factor = KILOGRAMS[unit.toUpperCase()]
  if (factor === undefined) {
    const message = `found the unit ${quoted(unit)}, expected KGM, TNE, LBR or GRM; the weight is left out`
    report('CODE_UNKNOWN', segment, message, { element: 3, component: 1, bill })
    return undefined
  }
  const weight = numberIn(segment, { element: 3, component: 2 }, report, bill)
  return weight === undefined ? undefined : Math.round(weight * factor * 1e6) / 1e6
}

// ISO 9735 lets a sender write either decimal mark, whatever UNA says.
function numberIn(
  segment: Segment,
  { element, component, isWhole = false }: { element: number; component: number; isWhole?: boolean },
  report: Report,
  bill?: string,
): number | undefined {
  const written = textOf(segment, element, component)
  if (written === '') return undefined
  const number = /^(?:\d+[.,]?\d*|[.,]\d+)$/.test(written) ? Number(written.replace(',', '.')) : Number.NaN
  if (isWhole ? Number.isSafeInteger(number) : Number.isFinite(number)) return number
  const message = `found ${quoted(written)}, expected a ${isWhole ? 'whole ' : ''}number that is not negative; left out`
  report('NUMBER_INVALID', segment, message, { element, component, bill })
  return undefined
}
