import type { FoundMembership } from '@trustlane/contracts'
import { type Case, type KeyParty, listOf } from '../case.ts'
import { type Claim, claimsOf, isConfirmed } from '../claims.ts'
import { hasCome, isAdverse, isAhead, isListFresh, statusAt } from '../membership-validity.ts'
import { inRole, matchedMemberships, type PartyView } from '../party-view.ts'
import { programmeOf } from '../programmes.ts'
import { territoryOfCountry } from '../territories.ts'
import type { Finding, Rule } from './rule.ts'

/**
 * Group 1: what was found against the key party, or against the bill. It uses the facts there are: a look-up
 * that failed adds nothing here.
 */
export const ADVERSE_RULES: readonly Rule<Case>[] = [
  statusRule('adverse.suspended', 'suspended', 'STATUS_SUSPENDED'),
  statusRule('adverse.revoked', 'revoked', 'STATUS_REVOKED'),
  {
    id: 'adverse.benefit-denied',
    group: 'adverse',
    codes: ['BENEFIT_DENIED'],
    source:
      'domain 7: each side may suspend the benefits of one operator; decision of the EU-US committee of 2012',
    find: ({ facts, corridor, keyParties, now }) =>
      keyParties
        .filter((key) =>
          facts.denials.some(
            ({ programme, memberId, to, from, until }) =>
              to === corridor.to &&
              !isAhead(from, now) &&
              (until === undefined || !hasCome(until, now)) &&
              heldBy(key).some((held) => held.programme === programme && held.memberId === memberId),
          ),
        )
        .map(({ view }) => ({ code: 'BENEFIT_DENIED', party: view.index })),
  },
  {
    id: 'adverse.elsewhere',
    group: 'adverse',
    codes: ['ADVERSE_ELSEWHERE'],
    source: 'domain 9, group 1, policy `adverseElsewhere`',
    find({ policy, parties, now, keyParties }) {
      if (policy.adverseElsewhere === 'ignore') return []
      return inRole(parties, 'importer', 'consignee')
        .filter((view) => !keyParties.some((key) => key.view === view))
        .flatMap((view): Finding[] => {
          const held = matchedMemberships(view.facts).find((one) => isAdverse(statusAt(one, now)))
          if (held === undefined) return []
          const detail = { role: view.party.role, status: held.status, programme: held.programme }
          return [{ code: 'ADVERSE_ELSEWHERE', party: view.index, detail }]
        })
    },
  },
  {
    id: 'adverse.key-party-changed',
    group: 'adverse',
    codes: ['KEY_PARTY_CHANGED'],
    source: 'domain 8, "Key party", last sentence; policy `keyPartyChanged`',
    find({ facts: { previous }, policy, keyParties, passedOver, now }) {
      if (previous === undefined || policy.keyPartyChanged === 'never') return []
      const present = [...keyParties.map(({ view }) => view), ...passedOver].flatMap(({ facts }) => [
        facts.key,
        ...(facts.keys ?? []),
      ])
      const isNowTrusted = keyParties.some((key) =>
        heldBy(key).some((held) => statusAt(held, now) === 'certified'),
      )
      const matters =
        policy.keyPartyChanged === 'always' || previous.reviewClass !== 'ordinary' || isNowTrusted
      if (!matters) return []
      return previous.blocked
        .filter(({ key }) => !present.includes(key))
        .map(({ role, key }) => ({ code: 'KEY_PARTY_CHANGED', detail: { role, key } }))
    },
  },
  {
    id: 'adverse.claim-not-confirmed',
    group: 'adverse',
    codes: ['CLAIM_NOT_CONFIRMED'],
    source: 'domain 8, "Match ladder": a claim that a complete list does not know',
    find: (subject) => [...falseClaimsOfKeyParties(subject), ...falseClaimsOfOthers(subject)],
  },
]

const falseClaimsOfKeyParties = (subject: Case): Finding[] =>
  subject.keyParties
    .filter(({ claims }) => claims.some((claim) => isFalse(subject, claim, claim.by, claim.about)))
    .map(({ view }) => ({ code: 'CLAIM_NOT_CONFIRMED', party: view.index }))

/** Whoever else claims a status that his programme denies makes the whole message doubtful. */
function falseClaimsOfOthers(subject: Case): Finding[] {
  const { keyParties, markers, parties, at } = subject
  const judged = new Set([...keyParties.map(({ view }) => view), ...markers.map(({ view }) => view)])
  return parties
    .filter((view) => !judged.has(view))
    .filter((view) => {
      const { country } = view.party
      const own = country === undefined ? undefined : programmeOf(territoryOfCountry(country, at))?.code
      return claimsOf(view, at).some((claim) => isFalse(subject, claim, view, own))
    })
    .map(({ index }) => ({ code: 'CLAIM_NOT_CONFIRMED', party: index }))
}

const isFalse = (subject: Case, claim: Claim, by: PartyView, otherwise: string | undefined): boolean =>
  by.facts.kind === 'answered' &&
  !isConfirmed(claim, by) &&
  isKnownWhole(subject, claim.programme ?? otherwise)

/** Only of a whole list, and a fresh one, does a miss say that the claim is false. */
function isKnownWhole(subject: Case, programme: string | undefined): boolean {
  const list = listOf(subject, programme)
  return list?.list === 'complete' && !list.partial && isListFresh(list, subject.policy, subject.now)
}

/** What the key party, or a marker that is tied to it, was found to hold in any programme. */
const heldBy = ({ view, markers, witnesses }: KeyParty): FoundMembership[] =>
  [view, ...markers, ...witnesses].flatMap(({ facts }) => matchedMemberships(facts))

function statusRule(
  id: string,
  status: 'suspended' | 'revoked',
  code: 'STATUS_SUSPENDED' | 'STATUS_REVOKED',
): Rule<Case> {
  return {
    id,
    group: 'adverse',
    codes: [code],
    source: '6 U.S.C. 967 and domain 7: benefits end at the effective instant; partners are told',
    find: ({ keyParties, now }) =>
      keyParties.flatMap((key): Finding[] => {
        const held = heldBy(key).find((one) => statusAt(one, now) === status)
        if (held === undefined) return []
        return [{ code, party: key.view.index, detail: { programme: held.programme } }]
      }),
  }
}
