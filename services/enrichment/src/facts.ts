import type { Facts, Filing, PartyFacts } from '@trustlane/contracts'
import { identityFacts, type Lookup, type PartyKeys } from '@trustlane/trader-status'

/** A filing, and the keys of its parties in their order. */
export type Asked = { readonly filing: Filing; readonly keys: readonly PartyKeys[] }

/** Deals the store's answer for a whole batch out to its filings, which were asked for one after the other. */
export function dealOut(asked: readonly Asked[], answer: Lookup): Facts[] {
  let next = 0
  return asked.map(({ keys }) => {
    const parties = answer.parties.slice(next, next + keys.length)
    next += keys.length
    if (parties.length !== keys.length)
      throw new Error('The store answered for fewer parties than it was asked')
    return { parties, lists: { ...answer.lists }, denials: [] }
  })
}

/** Facts that say of every party that nothing could be found out. */
export const unknownFacts = (
  { keys }: Asked,
  cause: Extract<PartyFacts, { kind: 'unknown' }>['cause'],
): Facts => ({
  parties: keys.map((party) => ({ kind: 'unknown', ...identityFacts(party), cause })),
  lists: {},
  denials: [],
})
