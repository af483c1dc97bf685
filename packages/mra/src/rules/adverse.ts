import type { FoundMembership } from '@trustlane/contracts'
import { type Case, inRole, type PartyView } from '../case.ts'
import { claimsOf, isMarker, programmeClaimed } from '../claims.ts'
import { statusAt } from '../standing.ts'
import { type Finding, type Rule } from './rule.ts'

type Adverse = 'suspended' | 'revoked'

const isAdverse = (found: FoundMembership, at: Date, ...statuses: readonly Adverse[]): boolean =>
  statuses.some((status) => statusAt(found, at) === status)

const about = (
  view: PartyView,
  { programme, memberId, statusFrom }: FoundMembership,
): Omit<Finding, 'code'> => ({
  party: view.index,
  detail: { programme, memberId, ...(statusFrom !== undefined && { since: statusFrom }) },
})

/** Every membership counts against its holder, ambiguous or not, at home or abroad; a mere name does not. */
const keyPartyStatus = (c: Case, status: Adverse, code: 'STATUS_SUSPENDED' | 'STATUS_REVOKED'): Finding[] =>
  c.keyParties.flatMap((view) =>
    view.memberships
      .filter((found) => isAdverse(found, c.at, status))
      .map((found) => ({ code, ...about(view, found) })),
  )

function denied(c: Case): readonly Finding[] {
  return c.keyParties.flatMap((view) =>
    view.memberships.flatMap(({ programme, memberId }) =>
      c.facts.denials
        .filter(
          (denial) =>
            denial.programme === programme &&
            denial.memberId === memberId &&
            denial.to === c.corridor.to &&
            Date.parse(denial.from) <= c.at.getTime() &&
            (denial.until === undefined || c.at.getTime() < Date.parse(denial.until)),
        )
        .map((denial) => ({
          code: 'BENEFIT_DENIED' as const,
          party: view.index,
          detail: {
            programme,
            memberId,
            to: denial.to,
            ...(denial.reference !== undefined && { reference: denial.reference }),
          },
        })),
    ),
  )
}

function adverseElsewhere(c: Case): readonly Finding[] {
  if (c.policy.adverseElsewhere === 'ignore') return []
  const keyIndexes = new Set(c.keyParties.map(({ index }) => index))
  return inRole(c, 'importer', 'consignee')
    .filter(({ index }) => !keyIndexes.has(index))
    .flatMap((view) =>
      view.memberships
        .filter((found) => isAdverse(found, c.at, 'suspended', 'revoked'))
        .map((found) => ({ code: 'ADVERSE_ELSEWHERE' as const, ...about(view, found) })),
    )
}

/**
 * A later version that puts another firm in the place of one that was blocked. In ordinary trade a corrected
 * name is no alarm; there only a change to somebody who is trusted is.
 */
function keyPartyChanged(c: Case): readonly Finding[] {
  const { previous } = c.facts
  const mode = c.policy.keyPartyChanged
  if (previous === undefined || mode === 'ignore') return []
  const present = new Set(c.keyParties.map(({ key }) => key))
  const gone = previous.blocked.filter(({ key }) => !present.has(key))
  const isSuspicious =
    mode === 'any' ||
    (previous.reviewClass !== undefined && previous.reviewClass !== 'ordinary') ||
    c.keyParties.some(({ memberships }) => memberships.length > 0)
  if (!isSuspicious) return []
  return gone.map(({ role }) => ({
    code: 'KEY_PARTY_CHANGED',
    detail: { role, version: String(previous.version) },
  }))
}

/** A claim that a complete list does not know. An incomplete one proves nothing: see the trust rules. */
function unconfirmedClaims(c: Case): readonly Finding[] {
  return c.parties.flatMap((view) => {
    const { party } = view
    if (view.isUnknown) return []
    const claims = claimsOf(party)
    const stated = claims.length > 0 ? claims : isMarker(party) ? [undefined] : []
    return stated.flatMap((claim) => {
      const programme = programmeClaimed(party, claim, c.corridor.from, c.at)
      const list = programme === undefined ? undefined : c.facts.lists[programme.code]
      if (programme === undefined || list?.list !== 'complete' || list.partial) return []
      // A number is confirmed by a hit on a number; that the name is known makes a wrong number no better.
      const isConfirmed = view.memberships.some(
        ({ programme: found, match }) =>
          found === programme.code && (claim === undefined || match.grade === 'A'),
      )
      if (isConfirmed) return []
      const number = claim === undefined ? party.name : claim.value
      return [
        {
          code: 'CLAIM_NOT_CONFIRMED' as const,
          party: view.index,
          detail: { programme: programme.code, ...(number !== undefined && { claim: number }) },
        },
      ]
    })
  })
}

const SUSPENSION =
  '6 U.S.C. 967 (benefits denied in whole or part); EU-US decision of 2012: the partner is told of suspensions'

/** Group 1: what counts against a firm. Uses the facts there are. */
export const adverseRules: readonly Rule[] = [
  {
    id: 'adverse.suspended',
    group: 'adverse',
    codes: ['STATUS_SUSPENDED'],
    source: SUSPENSION,
    find: (c) => keyPartyStatus(c, 'suspended', 'STATUS_SUSPENDED'),
  },
  {
    id: 'adverse.revoked',
    group: 'adverse',
    codes: ['STATUS_REVOKED'],
    source: SUSPENSION,
    find: (c) => keyPartyStatus(c, 'revoked', 'STATUS_REVOKED'),
  },
  {
    id: 'adverse.benefit-denied',
    group: 'adverse',
    codes: ['BENEFIT_DENIED'],
    source: 'EU-US decision of 2012: either side may suspend the treatment of one operator',
    find: denied,
  },
  {
    id: 'adverse.elsewhere',
    group: 'adverse',
    codes: ['ADVERSE_ELSEWHERE'],
    source: 'Product, policy `adverseElsewhere`',
    find: adverseElsewhere,
  },
  {
    id: 'adverse.key-party-changed',
    group: 'adverse',
    codes: ['KEY_PARTY_CHANGED'],
    source: 'Product, policy `keyPartyChanged`',
    find: keyPartyChanged,
  },
  {
    id: 'adverse.claim-not-confirmed',
    group: 'adverse',
    codes: ['CLAIM_NOT_CONFIRMED'],
    source: 'Product: a number that its own programme does not know (domain section 8, claims)',
    find: unconfirmedClaims,
  },
]
