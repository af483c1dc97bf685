import type { PartyRole } from '@trustlane/contracts'
import { type Case, inRole, type PartyView } from '../case.ts'
import { isWellFormed } from '../identifier-shapes.ts'
import { overrideState } from '../override.ts'
import { consentOf, isCertified } from '../standing.ts'
import { territoryOf, territoryOfCountry } from '../territories.ts'
import { nationalMembers } from './grant.ts'
import { isNameEnough } from './identity.ts'
import { detailOf, type Finding, type Rule, when } from './rule.ts'

const PRODUCT = 'Product: said beside the decision, never for it (domain section 9, advisories)'
const SUPPORTING: readonly PartyRole[] = [
  'carrier',
  'forwarder',
  'customs-broker',
  'warehouse',
  'consolidator',
  'terminal-operator',
]

const isAnyTrusted = (c: Case, views: readonly PartyView[]): boolean =>
  views.some(({ memberships }) => memberships.some((found) => isCertified(found, c.at)))
const keyTrusted = (c: Case): boolean =>
  c.keyParties.some(({ own }) => own.some((found) => isCertified(found, c.at)))

/** A match that a key party's status rests on. */
const matched = (c: Case, grade: 'B' | 'C', code: 'LINK_USED' | 'NAME_MATCH_USED'): Finding[] =>
  c.keyParties.flatMap(({ index, own }) =>
    own
      .filter(({ match }) => match.grade === grade)
      .slice(0, 1)
      .map(({ match }) => ({ code, party: index, ...detailOf({ link: match.link?.linkId }) })),
  )

function transit(c: Case): readonly Finding[] {
  const { from, to } = c.corridor
  const between = (c.filing.consignment.transhipment ?? [])
    .map((place) => territoryOf(place, c.at))
    .filter((territory) => territory !== undefined && territory !== from && territory !== to)
  const names = [...new Set(between)].join(', ')
  return when(names !== '', { code: 'TRANSIT_IGNORED', detail: { through: names } })
}

const advisory = (
  id: string,
  code: Finding['code'],
  find: (c: Case) => readonly Finding[],
  source = PRODUCT,
): Rule => ({ id: `advisory.${id}`, group: 'advisory', codes: [code], source, find })

/** Group 9: what a reader of the decision should know, and no more. */
export const advisoryRules: readonly Rule[] = [
  advisory('date-assumed', 'EFFECTIVE_DATE_ASSUMED', ({ inForce: [used] }) =>
    used?.startAssumed === true
      ? [{ code: 'EFFECTIVE_DATE_ASSUMED', detail: { start: used.start.toISOString() } }]
      : [],
  ),
  advisory('direction-inferred', 'DIRECTION_INFERRED', ({ inForce: [used] }) =>
    used !== undefined && used.direction.basis !== 'explicit'
      ? [{ code: 'DIRECTION_INFERRED', detail: { basis: used.direction.basis } }]
      : [],
  ),
  advisory('pair-resolution', 'PAIR_RESOLUTION', ({ inForce }) =>
    inForce.length > 1
      ? [
          {
            code: 'PAIR_RESOLUTION',
            detail: { used: inForce[0]!.arrangement.arrangementId, of: String(inForce.length) },
          },
        ]
      : [],
  ),
  advisory('link-used', 'LINK_USED', (c) => matched(c, 'B', 'LINK_USED')),
  advisory('name-match-used', 'NAME_MATCH_USED', (c) =>
    isNameEnough(c) ? matched(c, 'C', 'NAME_MATCH_USED') : [],
  ),
  advisory('match-candidate', 'MATCH_CANDIDATE', (c) =>
    c.parties
      .filter(({ memberships, candidates }) => memberships.length === 0 && candidates.length > 0)
      .map(({ index, candidates }) => ({
        code: 'MATCH_CANDIDATE',
        party: index,
        detail: { candidates: String(candidates.length) },
      })),
  ),
  advisory(
    'consent-assumed',
    'CONSENT_ASSUMED',
    (c) =>
      c.keyParties
        .filter(({ own }) => own.some((found) => consentOf(found) === 'assumed'))
        .map(({ index }) => ({ code: 'CONSENT_ASSUMED', party: index })),
    'Product: a feed made for mutual recognition implies consent',
  ),
  advisory('supporting-party-only', 'SUPPORTING_PARTY_ONLY', (c) =>
    when(!keyTrusted(c) && nationalMembers(c).length === 0 && isAnyTrusted(c, inRole(c, ...SUPPORTING)), {
      code: 'SUPPORTING_PARTY_ONLY',
    }),
  ),
  advisory('national-status-only', 'NATIONAL_STATUS_ONLY', (c) =>
    when(!keyTrusted(c) && nationalMembers(c).length > 0, { code: 'NATIONAL_STATUS_ONLY' }),
  ),
  advisory('to-order', 'CONSIGNEE_TO_ORDER', (c) =>
    inRole(c, 'consignee')
      .filter(({ party }) => party.flags?.includes('to-order') === true)
      .map(({ index }) => ({ code: 'CONSIGNEE_TO_ORDER', party: index })),
  ),
  advisory('transit-ignored', 'TRANSIT_IGNORED', transit),
  advisory('transit-country-differs', 'TRANSIT_COUNTRY_DIFFERS', ({ corridor, at }) => {
    const { originCountry, from } = corridor
    if (originCountry === undefined || from === undefined || territoryOfCountry(originCountry, at) === from)
      return []
    return [{ code: 'TRANSIT_COUNTRY_DIFFERS', detail: { origin: originCountry, departure: from } }]
  }),
  advisory('identifier-format', 'ID_FORMAT_INVALID', (c) =>
    c.parties.flatMap(({ index, party }) =>
      party.identifiers
        .filter((identifier) => !isWellFormed(identifier))
        .map(({ scheme, value }) => ({
          code: 'ID_FORMAT_INVALID' as const,
          party: index,
          detail: { scheme, value },
        })),
    ),
  ),
  advisory('person', 'PARTY_IS_PERSON', (c) =>
    c.parties
      .filter(({ party }) => party.flags?.includes('person') === true)
      .map(({ index, party }) => ({ code: 'PARTY_IS_PERSON', party: index, detail: { role: party.role } })),
  ),
  advisory('override-lapsed', 'OVERRIDE_LAPSED', (c) =>
    overrideState(c) === 'lapsed'
      ? [{ code: 'OVERRIDE_LAPSED', detail: { officer: c.facts.override?.officer ?? '' } }]
      : [],
  ),
]

/** Said of a consignment that was cleared: somebody else on it is not trusted. */
export const partialCoverage: Rule = advisory('partial-coverage', 'PARTIAL_COVERAGE', (c) => {
  const keyIndexes = new Set(c.keyParties.map(({ index }) => index))
  const others = c.parties.filter(
    (view) => !keyIndexes.has(view.index) && view.party.role !== 'aeo' && !isAnyTrusted(c, [view]),
  )
  return when(others.length > 0, { code: 'PARTIAL_COVERAGE', detail: { parties: String(others.length) } })
})
