import { identityOf, type Case, type KeyParty } from '../case.ts'
import { hasProgrammeIdentifier } from '../claims.ts'
import { type Finding, type Rule, when } from './rule.ts'

/** Each key party of which something was found out. */
const answered = (c: Case): readonly KeyParty[] => c.keyParties.filter(({ isUnknown }) => !isUnknown)

/** Whether a fingerprint proves anything here: the destination itself matches by name and address, or the policy lets it. */
export const isNameEnough = ({ inForce, policy }: Case): boolean =>
  policy.exactNameAddress === 'clear' ||
  inForce[0]?.direction.conveyance.methods.includes('NAME_AND_ADDRESS') === true

/** No number, no link, no fingerprint: nobody could know who it is, and most of the world's trade is like that. */
export const isIdentified = ({ party, memberships }: KeyParty): boolean =>
  memberships.length > 0 || hasProgrammeIdentifier(party)

const SOURCE = 'Product: parties are matched by exact keys only (domain section 8, match ladder)'

/** Group 4: do we know who the key party is? */
export const identityRules: readonly Rule[] = [
  {
    id: 'identity.ambiguous',
    group: 'identity',
    codes: ['ID_AMBIGUOUS'],
    source: SOURCE,
    find: (c) =>
      answered(c).flatMap(({ index, own }): readonly Finding[] => {
        const members = new Set(own.map(identityOf))
        return when(members.size > 1, {
          code: 'ID_AMBIGUOUS',
          party: index,
          detail: { members: String(members.size), programme: own[0]?.programme ?? '' },
        })
      }),
  },
  {
    id: 'identity.name-mismatch',
    group: 'identity',
    codes: ['ID_NAME_MISMATCH'],
    source: SOURCE,
    find: (c) =>
      answered(c).flatMap(({ index, own }) =>
        own
          .filter(({ match }) => match.grade === 'A' && match.agreement === 'none')
          .map(({ match, programme }) => ({
            code: 'ID_NAME_MISMATCH' as const,
            party: index,
            detail: { by: match.by.replace('identifier:', ''), programme },
          })),
      ),
  },
  {
    id: 'identity.match-unverified',
    group: 'identity',
    codes: ['MATCH_UNVERIFIED'],
    source: 'Product, policy `exactNameAddress`; Canada matches Korean members by name and address itself',
    find: (c) =>
      isNameEnough(c)
        ? []
        : answered(c).flatMap(({ index, own }) =>
            own
              .filter(({ match }) => match.grade === 'C')
              .slice(0, 1)
              .map(({ programme }) => ({
                code: 'MATCH_UNVERIFIED' as const,
                party: index,
                detail: { programme },
              })),
          ),
  },
  {
    id: 'identity.not-identified',
    group: 'identity',
    codes: ['PARTY_NOT_IDENTIFIED'],
    source: SOURCE,
    find: (c) =>
      answered(c)
        .filter((view) => !isIdentified(view))
        .map(({ index, party }) => ({
          code: 'PARTY_NOT_IDENTIFIED',
          party: index,
          detail: { role: party.role },
        })),
  },
]
