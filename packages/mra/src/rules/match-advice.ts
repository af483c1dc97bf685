import type { FoundMembership } from '@trustlane/contracts'
import { conveyedBy } from '../conveyed.ts'
import { type Concluded, keyMembers } from '../judged.ts'
import { mayUseNames } from './identity.ts'
import type { Finding, Rule } from './rule.ts'

/** Group 9, of the key party: by what it was recognised, and what is still to be done. */
export const MATCH_ADVICE: readonly Rule<Concluded>[] = [
  {
    id: 'match.name-used',
    group: 'advisory',
    codes: ['NAME_MATCH_USED'],
    source: 'domain 8, grade C',
    find: (subject) =>
      mayUseNames(subject)
        ? keyMembers(subject)
            .filter(({ membership }) => membership.match.grade === 'C')
            .map(({ key }) => ({ code: 'NAME_MATCH_USED', party: key.view.index }))
        : [],
  },
  {
    id: 'match.link-used',
    group: 'advisory',
    codes: ['LINK_USED'],
    source: 'domain 8, grade B',
    find: (subject) =>
      keyMembers(subject)
        .filter(({ membership }) => membership.match.grade === 'B')
        .map(({ key, membership: { match } }) => ({
          code: 'LINK_USED',
          party: key.view.index,
          ...(match.link !== undefined && { detail: { link: match.link.linkId, until: match.link.validTo } }),
        })),
  },
  {
    id: 'match.candidate',
    group: 'advisory',
    codes: ['MATCH_CANDIDATE'],
    source: 'domain 8, grade D: never counts, worth a link',
    find: ({ keyParties }) =>
      keyParties
        .filter(({ view: { facts } }) => facts.kind === 'answered' && hasOnlyCandidates(facts.memberships))
        .map(({ view }) => ({ code: 'MATCH_CANDIDATE', party: view.index })),
  },
  {
    id: 'match.consent-assumed',
    group: 'advisory',
    codes: ['CONSENT_ASSUMED'],
    source: 'domain 9, "Consent", policy `consentImpliedBy`',
    find: (subject) =>
      keyMembers(subject)
        .filter(
          ({ key, membership: { consent, source } }) =>
            !key.viaDestination &&
            consent === 'unknown' &&
            subject.policy.consentImpliedBy.some((kind) => kind === source.kind),
        )
        .map(({ key }) => ({ code: 'CONSENT_ASSUMED', party: key.view.index })),
  },
  {
    id: 'match.conveyance-not-established',
    group: 'advisory',
    codes: ['CONVEYANCE_NOT_ESTABLISHED'],
    source: 'domain 8, "Conveyance": method unknown',
    find: (subject) => conveyedAs(subject, 'not-established', 'CONVEYANCE_NOT_ESTABLISHED'),
  },
  {
    id: 'match.code-due',
    group: 'advisory',
    codes: ['CODE_DUE'],
    source: 'domain 8, "Conveyance": on file, and to be declared',
    // Where the status does not count, its code is nobody's to declare: it may be another firm's.
    find: (subject) => (subject.outcome === 'cleared' ? conveyedAs(subject, 'on-file', 'CODE_DUE') : []),
  },
]

const hasOnlyCandidates = (found: readonly FoundMembership[]): boolean =>
  found.length > 0 && found.every(({ match }) => match.grade === 'D')

function conveyedAs(
  subject: Concluded,
  how: 'not-established' | 'on-file',
  code: 'CONVEYANCE_NOT_ESTABLISHED' | 'CODE_DUE',
): Finding[] {
  const { choice, policy, at } = subject
  if (policy.conveyance === 'off') return []
  const direction = choice.chosen?.direction
  return keyMembers(subject)
    .filter(({ key, membership }) => conveyedBy(key, membership, direction, at) === how)
    .map(({ key }) => {
      const { methods = [], channel = 'not-established' } = direction?.conveyance ?? {}
      const detail = how === 'on-file' ? { detail: { method: methods.join(' or '), channel } } : {}
      return { code, party: key.view.index, ...detail }
    })
}
