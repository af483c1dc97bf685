import type { Reason, RuleReasonCode } from '@trustlane/contracts'

type Values = Readonly<Record<string, string>>
type Sentence = (values: Values) => string

const or = (text: string | undefined, otherwise: string): string => text ?? otherwise
/** The day of an instant, which is what people read. */
const day = (instant: string | undefined): string => instant?.slice(0, 10) ?? 'a day that is not known'
const pair = ({ from, to }: Values): string => `${or(from, '?')} → ${or(to, '?')}`

const METHODS: Readonly<Record<string, string>> = {
  MID: 'the manufacturer’s identification code (MID)',
  NACCS: 'the 12-character code in NACCS',
  TCUI: 'the third-country number (TCUI)',
  EORI: 'the EORI number',
  AEO_NUMBER: 'the AEO number',
  SUPPLIER_CODE: 'the supplier code',
  OBIN: 'the OBIN',
  OWN_NUMBER: 'the member’s own number',
  NAME_AND_ADDRESS: 'name and address',
}
const methods = (names: string | undefined): string =>
  or(names, 'a code')
    .split(' or ')
    .map((name) => METHODS[name] ?? name)
    .join(' or ')

/** One sentence per code, for an officer. Complete: a code without one does not compile. */
const SENTENCES = {
  TEST_MESSAGE: () => 'The sender marked the message as a test.',
  CONSIGNMENT_WITHDRAWN: () => 'The sender withdrew this bill.',
  OUT_OF_SCOPE: ({ what }) =>
    `Nothing is traded on this bill (${or(what, 'out of scope').replaceAll('-', ' ')}).`,
  MASTER_ONLY: () => 'A consolidated master: its house bills are decided instead.',
  MRA_NOT_APPLICABLE: ({ territory }) =>
    `Both ends lie in the customs territory ${or(territory, 'of one authority')}: there is no frontier to cross.`,

  STATUS_SUSPENDED: ({ programme, since }) =>
    `The key party is suspended by ${or(programme, 'its programme')}${since === undefined ? '' : ` since ${day(since)}`}.`,
  STATUS_REVOKED: ({ programme, since }) =>
    `The key party’s membership was revoked by ${or(programme, 'its programme')}${since === undefined ? '' : ` on ${day(since)}`}.`,
  BENEFIT_DENIED: ({ to }) =>
    `${or(to, 'The destination')} refuses this operator the benefit of the arrangement.`,
  ADVERSE_ELSEWHERE: ({ programme }) =>
    `The importer or consignee is suspended or revoked by ${or(programme, 'its programme')}.`,
  KEY_PARTY_CHANGED: ({ role, version }) =>
    `The ${or(role, 'key party')} that blocked version ${or(version, 'before')} is gone or replaced.`,
  CLAIM_NOT_CONFIRMED: ({ claim, programme }) =>
    `The message claims trust${claim === undefined ? '' : ` by ${claim}`}, and the complete list of ${or(programme, 'the programme')} does not know it.`,

  CORRIDOR_UNKNOWN: ({ missing }) =>
    `The message names no place from which the ${or(missing, 'corridor')} can be told.`,
  NO_ARRANGEMENT: (values) => `There is no mutual-recognition arrangement for ${pair(values)}.`,
  ARRANGEMENT_NOT_ACTIVE: ({ status, start, confidence, ...values }) =>
    `The arrangement for ${pair(values)} is not in force (status ${or(status, 'unknown')}, start ${day(start)}, confidence ${or(confidence, 'unknown')}).`,
  DIRECTION_NOT_COVERED: (values) =>
    `The arrangement does not cover the direction ${pair(values)} on this day.`,

  PARTY_MISSING: ({ role }) => `The bill names no ${or(role, 'mandatory party')}.`,
  PARTY_UNPARSEABLE: ({ role }) => `The ${or(role, 'party')} is there but cannot be read.`,
  CLAIM_UNATTACHED: ({ name }) =>
    `An authorised operator${name === undefined ? '' : ` (${name})`} is named that is no other party of the bill.`,

  ID_AMBIGUOUS: ({ members, programme }) =>
    `The key party matches ${or(members, 'several')} members of ${or(programme, 'the programme')} equally well.`,
  ID_NAME_MISMATCH: ({ by, programme }) =>
    `The key party’s number (${or(by, 'identifier')}) belongs to a member of ${or(programme, 'the programme')} with another name and place.`,
  MATCH_UNVERIFIED: () =>
    'Name and address are those of exactly one member, but nobody has verified that it is the same firm.',
  PARTY_NOT_IDENTIFIED: ({ role }) =>
    `The ${or(role, 'key party')} gives no number, and no verified link knows it.`,

  STATUS_UNKNOWN: ({ cause }) =>
    `The status could not be found out (${or(cause, 'unknown').replaceAll('-', ' ')}).`,
  STATUS_STALE: ({ programme, asOf }) =>
    `The list of ${or(programme, 'the programme')} is of ${day(asOf)}, older than the policy allows.`,
  LIST_NOT_LOADED: ({ programme }) => `No list of ${or(programme, 'the programme')} is loaded.`,
  PROCESSING_FAILED: () => 'The pipeline itself failed on this consignment; operators have been told.',

  FOREIGN_PARTY_NOT_TRUSTED: ({ programme }) =>
    `The key party is not a certified member of ${or(programme, 'its programme')}.`,
  LIST_INCOMPLETE: ({ programme }) =>
    `The key party is not on the list of ${or(programme, 'its programme')}, which does not name every member.`,
  CONSIGNOR_IS_LOGISTICS: () => 'The key party is a forwarder or carrier, or signs for somebody else.',
  PARTY_OUTSIDE_ORIGIN: ({ holds, programme }) =>
    `The key party’s status (${or(holds, 'elsewhere')}) is not that of the territory of departure (${or(programme, 'another')}).`,
  STATUS_EXPIRED: ({ since }) => `The key party’s membership ended on ${day(since)}.`,
  STATUS_WITHDRAWN: ({ since }) =>
    `The key party left its programme${since === undefined ? '' : ` on ${day(since)}`}.`,
  KEY_PARTY_SPLIT: ({ trusted, decides }) =>
    `The ${or(trusted, 'other party')} is trusted, but the ${or(decides, 'key party')} decides and is not.`,
  TYPE_NOT_COVERED: ({ types, arrangement }) =>
    `The arrangement ${or(arrangement, '')} does not cover this type of operator (${or(types, 'not known')}).`,
  CERT_NOT_SECURITY: ({ certificate }) =>
    `The certificate (${or(certificate, 'AEOC')}) has no security component, which mutual recognition needs.`,
  CLASS_NOT_RECOGNISED: ({ certificate }) =>
    `The class of certificate (${or(certificate, 'not known')}) is not recognised abroad.`,
  TIER_TOO_LOW: ({ tier, required }) =>
    `The member’s tier (${or(tier, 'not known')}) is below ${or(required, 'what counts')}.`,
  REVALIDATION_OVERDUE: ({ due }) => `The member’s revalidation was due on ${day(due)}.`,
  CONSENT_MISSING: ({ consent }) =>
    consent === 'withdrawn'
      ? 'The member withdrew its consent to mutual recognition.'
      : 'The member is not known to consent to mutual recognition; a public list implies no consent.',

  STATUS_NOT_CONVEYED: ({ method, to }) =>
    `The status does not reach the customs of ${or(to, 'the destination')}: ${methods(method)} is neither in the message nor on file.`,

  MANUAL_OVERRIDE: ({ officer, outcome, expires }) =>
    `An officer (${or(officer, 'not named')}) decided “${or(outcome, 'otherwise')}” until ${day(expires)}.`,
  DESTINATION_PROGRAMME_MEMBER: ({ programme }) =>
    `The key party itself holds the destination’s own validated membership (${or(programme, 'its programme')}).`,
  MRA_MET_BOTH_ENDS: () =>
    'The conditions of the arrangement are met, and the importing side holds its own status too.',
  MRA_MET: () => 'The conditions of the arrangement are met by the key party.',
  NATIONAL_STATUS_RELIED: () => 'The importer’s own status is relied on, as the policy allows.',

  EFFECTIVE_DATE_ASSUMED: ({ start }) => `The arrangement’s start (${day(start)}) is assumed, not published.`,
  DIRECTION_INFERRED: () => 'That this direction is covered is inferred, not stated.',
  CONVEYANCE_NOT_ESTABLISHED: ({ to }) =>
    `How the status reaches the customs of ${or(to, 'the destination')} is not established.`,
  CODE_DUE: ({ method, channel }) =>
    `Still to do: declare ${methods(method)} on the ${or(channel, 'declaration').replaceAll('-', ' ')}.`,
  NAME_MATCH_USED: () => 'The key party was matched by its exact name and address.',
  LINK_USED: ({ link }) =>
    `The key party was matched by a verified link${link === undefined ? '' : ` (${link})`}.`,
  MATCH_CANDIDATE: ({ candidates }) =>
    `${candidates === '1' ? 'A member has' : `${or(candidates, 'Several')} members have`} this name; a name alone proves nothing.`,
  CONSENT_ASSUMED: () => 'Consent is assumed, since the source is made for mutual recognition.',
  PARTIAL_COVERAGE: ({ parties }) =>
    `Other parties of the bill (${or(parties, 'some')}) hold no trusted status.`,
  SUPPORTING_PARTY_ONLY: () => 'Only a carrier, forwarder, broker or warehouse is trusted.',
  NATIONAL_STATUS_ONLY: () => 'Only the importing side is trusted, by its own country’s programme.',
  CONSIGNEE_TO_ORDER: () => 'The bill is to order; the notify party stands for the consignee.',
  TRANSIT_IGNORED: ({ through }) => `Transhipment in ${or(through, 'a third country')} does not count.`,
  TRANSIT_COUNTRY_DIFFERS: ({ origin, departure }) =>
    `The goods’ origin (${or(origin, '?')}) is not the territory of departure (${or(departure, '?')}).`,
  PAIR_RESOLUTION: ({ used, of }) =>
    `${or(of, 'Several')} arrangements apply; ${or(used, 'the bilateral one')} is used.`,
  ID_FORMAT_INVALID: ({ scheme, value }) =>
    `“${or(value, '')}” does not have the form of a number of type ${or(scheme, 'unknown')}.`,
  PARTY_IS_PERSON: ({ role }) => `The ${or(role, 'party')} is a person where a firm is expected.`,
  OVERRIDE_LAPSED: () =>
    'An officer’s earlier decision no longer applies: it is over, or the filing changed.',
} as const satisfies Record<RuleReasonCode, Sentence>

/** One English sentence for a reason, made with its details. Total: a code newer than this program has one too. */
export function sentenceFor({ code, detail = {} }: Pick<Reason, 'code' | 'detail'>): string {
  if (code === 'OTHER') return 'A reason that this program is too old to know.'
  const sentence: Sentence = SENTENCES[code]
  return sentence(detail)
}
