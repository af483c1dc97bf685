import { type Case, type KeyParty } from '../case.ts'
import { isNotIdentified } from '../missed.ts'
import type { Finding, Rule } from './rule.ts'

/** Group 4: whether the key party is certainly the member it was found as. */
export const IDENTITY_RULES: readonly Rule<Case>[] = [
  {
    id: 'identity.ambiguous',
    group: 'identity',
    codes: ['ID_AMBIGUOUS'],
    source: 'domain 8, "Match ladder": two memberships at the best grade',
    find: ({ keyParties }) =>
      about(keyParties, 'ID_AMBIGUOUS', ({ standing }) => standing.kind === 'ambiguous'),
  },
  {
    id: 'identity.name-mismatch',
    group: 'identity',
    codes: ['ID_NAME_MISMATCH'],
    source: 'domain 8, "Match ladder": the number hits, name and place share nothing',
    find: ({ keyParties }) => about(keyParties, 'ID_NAME_MISMATCH', isOtherwiseNamed),
  },
  {
    id: 'identity.match-unverified',
    group: 'identity',
    codes: ['MATCH_UNVERIFIED'],
    source: 'domain 8, grade C, policy `exactNameAddress`',
    find: (subject) =>
      about(
        subject.keyParties,
        'MATCH_UNVERIFIED',
        ({ view, standing }) =>
          standing.kind === 'member' &&
          ((standing.membership.match.grade === 'C' && !mayUseNames(subject)) ||
            // A linked MID or local code alone: anybody can write one down, and no name says whose it is.
            (standing.membership.match.grade === 'B' && view.party.name === undefined)),
      ),
  },
  {
    id: 'identity.not-identified',
    group: 'identity',
    codes: ['PARTY_NOT_IDENTIFIED'],
    source: 'domain 8, "Match ladder", grade E',
    find: ({ keyParties }) => about(keyParties, 'PARTY_NOT_IDENTIFIED', isNotIdentified),
  },
]

/** Exact name and address is enough where the direction itself is conveyed so, or where the policy says so. */
export const mayUseNames = ({ policy, choice }: Case): boolean =>
  policy.exactNameAddress === 'clear' ||
  choice.chosen?.direction.conveyance.methods.includes('NAME_AND_ADDRESS') === true

/**
 * A link ties a key to a member, and does not say which key it was. Where the party bears a number, that may
 * have been it, and somebody else's name beside it is what a borrowed number looks like.
 */
function isOtherwiseNamed({ view, standing }: KeyParty): boolean {
  if (standing.kind !== 'member' || standing.membership.match.agreement !== 'none') return false
  const { grade } = standing.membership.match
  return grade === 'A' || (grade === 'B' && view.party.identifiers.length > 0)
}

const about = (
  keyParties: readonly KeyParty[],
  code: Finding['code'],
  is: (key: KeyParty) => boolean,
): readonly Finding[] => keyParties.filter(is).map(({ view }) => ({ code, party: view.index }))
