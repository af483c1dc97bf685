import type { Identifier, Party } from '@trustlane/contracts'
import { normalNumber } from './normal-number.ts'

/** By what two mentions of one firm are told to be the same: from the message alone, whatever a look-up gave. */
export type FirmMarks = {
  readonly name: string
  readonly country: string | undefined
  readonly identifiers: ReadonlySet<string>
}

const keyOf = ({ scheme, value, issuer }: Identifier): string =>
  `${scheme}:${scheme === 'local' ? normalNumber(issuer ?? '') : ''}:${normalNumber(value)}`

export const firmMarks = ({ name, country, identifiers }: Party): FirmMarks => ({
  name: name === undefined ? '' : normalNumber(name),
  country,
  identifiers: new Set(identifiers.map(keyOf)),
})

/** Whether two mentions share a number, or their whole name while their countries do not differ. */
export function isSameFirm(a: FirmMarks, b: FirmMarks): boolean {
  for (const identifier of a.identifiers) if (b.identifiers.has(identifier)) return true
  const apart = a.country !== undefined && b.country !== undefined && a.country !== b.country
  return a.name !== '' && a.name === b.name && !apart
}
