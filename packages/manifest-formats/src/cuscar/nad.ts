import type { Address, Party } from '@trustlane/contracts'
import { countryOf } from '../country.ts'
import { textOf, textsOf } from '../edifact/segment.ts'
import type { Segment } from '../edifact/tokenizer.ts'
import { isUnreadable, withNameFlags } from '../party-name.ts'
import { quoted } from '../problem.ts'
import { identifierOf } from './identifiers.ts'
import type { Report } from './message.ts'
import { roleOf } from './roles.ts'

/** Where the party stands, and what is needed to word its problems. */
export type NadContext = {
  level: NonNullable<Party['level']>
  sender: string
  bill: string | undefined
  report: Report
}

/** Longest value of 3036 and 3124: a name of exactly this length is probably cut. */
const NAME_LIMIT = 35

/**
 * The party of a NAD. Its name is C080, whose components are one name, or else the first component of C058,
 * whose others are lines of the address; an address line is never taken for a name.
 */
export function partyOf(segment: Segment, { level, sender, bill, report }: NadContext): Party {
  const code = textOf(segment, 1)
  const role = roleOf(code)
  if (code === '')
    report('CODE_UNKNOWN', segment, 'the party function (3035) is missing; expected such as CZ or CN', {
      element: 1,
      bill,
    })
  const formatted = textsOf(segment, 4, 1, 5)
  const block = textOf(segment, 3, 1)
  const parts = formatted.length > 0 ? formatted : block === '' ? [] : [block]
  const name = parts.join(' ')
  const number = textOf(segment, 2)
  const identifiers =
    number === ''
      ? []
      : [
          identifierOf({
            value: number,
            list: textOf(segment, 2, 2),
            agency: textOf(segment, 2, 3),
            role,
            sender,
          }),
        ]
  if (name === '' ? number === '' : isUnreadable(name)) {
    const message = `the party cannot be read: found ${quoted(name)}, expected a name or a number`
    report('PARTY_UNREADABLE', segment, message, { element: formatted.length > 0 ? 4 : 3, bill })
  }
  const country = countryIn(segment, bill, report)
  const address = addressOf(segment, formatted.length > 0 ? textsOf(segment, 3) : textsOf(segment, 3, 2))
  const isCut = parts.length === 1 && Array.from(name).length === NAME_LIMIT
  const flags: NonNullable<Party['flags']> = [
    ...(isCut ? ['name-cut' as const] : []),
    ...(code === 'CG' ? ['agent' as const] : []),
  ]
  return withNameFlags({
    role,
    ...(code !== '' && { rawRole: `NAD+${code}` }),
    ...(name !== '' && { name }),
    ...(address !== undefined && { address }),
    ...(country !== undefined && { country }),
    identifiers,
    ...(flags.length > 0 && { flags }),
    level,
  })
}

function addressOf(segment: Segment, block: readonly string[]): Address | undefined {
  const lines = [...block, ...textsOf(segment, 5)]
  const [city, region, postcode] = [textOf(segment, 6), textOf(segment, 7), textOf(segment, 8)]
  // 3229 was an element of its own until it became the first component of C819, with the name in the fourth.
  const regionText = region === '' ? textOf(segment, 7, 4) : region
  const address: Address = {
    ...(lines.length > 0 && { lines }),
    ...(city !== '' && { city }),
    ...(postcode !== '' && { postcode }),
    ...(regionText !== '' && { region: regionText }),
  }
  return Object.keys(address).length === 0 ? undefined : address
}

function countryIn(segment: Segment, bill: string | undefined, report: Report): string | undefined {
  const written = textOf(segment, 9)
  const country = countryOf(written)
  if (country === undefined && written !== '') {
    const message = `found country ${quoted(written)}, expected two letters of ISO 3166 such as JP; left out`
    report('COUNTRY_UNKNOWN', segment, message, { element: 9, bill })
  }
  return country
}
