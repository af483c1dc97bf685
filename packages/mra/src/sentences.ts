import type { Reason, RuleReasonCode } from '@trustlane/contracts'

type Detail = Readonly<Record<string, string>>
type Sentence = string | ((detail: Detail) => string)

const given = (text: string | undefined, before = ' (', after = ')'): string =>
  text === undefined || text === '' ? '' : `${before}${text}${after}`

const day = (instant: string | undefined): string => instant?.slice(0, 10) ?? ''

/** One sentence per code: what was found, so that the reader knows what would change it. Complete by type. */
const SENTENCES = {
  TEST_MESSAGE: 'The message says that it is a test, so nothing is decided.',
  CONSIGNMENT_WITHDRAWN: 'The sender has withdrawn this consignment.',
  OUT_OF_SCOPE: ({ kind }) =>
    `Nothing is traded here: ${kind === 'stores' ? "ship's stores" : 'empty equipment'}.`,
  MASTER_ONLY: 'This is a consolidated master bill; its house bills are decided instead.',
  MRA_NOT_APPLICABLE: ({ territory }) =>
    `The goods cross no customs frontier${given(territory, ': both ends lie in ', '')}.`,

  STATUS_SUSPENDED: ({ programme }) => `The key party's status is suspended${given(programme)}.`,
  STATUS_REVOKED: ({ programme }) => `The key party's status has been revoked${given(programme)}.`,
  BENEFIT_DENIED: "The destination's customs refuses this operator the benefit in this direction.",
  ADVERSE_ELSEWHERE: ({ role = 'importer', status = 'suspended or revoked', programme }) =>
    `The ${role}'s own status is ${status}${given(programme)}.`,
  KEY_PARTY_CHANGED: ({ role = 'key party' }) =>
    `The ${role} that an earlier version was held for is no longer named as the key party.`,
  CLAIM_NOT_CONFIRMED:
    'The message claims a trusted status that the complete list of the programme does not know.',

  CORRIDOR_UNKNOWN: ({ missing = 'departure or destination' }) =>
    `The customs territory of ${missing} cannot be read from the message.`,
  NO_ARRANGEMENT: ({ from, to }) =>
    `There is no mutual-recognition arrangement between ${from ?? 'the origin'} and ${to ?? 'the destination'}.`,
  ARRANGEMENT_NOT_ACTIVE: ({ arrangement, status, confidence, start }) =>
    start === undefined
      ? `The arrangement${given(arrangement, ' ', '')} is not known to operate${given(status)}.`
      : `The arrangement${given(arrangement, ' ', '')} does not apply now: its start is ${day(start)}, confidence ${confidence ?? 'unknown'}.`,
  DIRECTION_NOT_COVERED: ({ from, to }) =>
    `The arrangement does not cover goods from ${from ?? 'the origin'} to ${to ?? 'the destination'} at this date.`,

  PARTY_MISSING: ({ role = 'mandatory party' }) =>
    role === 'notify'
      ? 'The bill is to order and names nobody to notify.'
      : `The bill names no ${role === 'consignor' ? 'consignor or exporter' : role}.`,
  PARTY_UNPARSEABLE: 'A party that has to be known is there but cannot be read.',
  CLAIM_UNATTACHED: 'A party is named as authorised operator, and fits no other party of the bill.',

  ID_AMBIGUOUS: 'The key party fits more than one member, and which of them it is must be settled.',
  ID_NAME_MISMATCH:
    "The key party's number is a member's, but its name and place share nothing with that member.",
  MATCH_UNVERIFIED:
    'The key party was recognised by its exact name and address only, and nobody has confirmed it.',
  PARTY_NOT_IDENTIFIED:
    'The key party is named without a number, and nobody is known by its name and address.',

  STATUS_UNKNOWN: 'The status could not be looked up; the decision is made again when it can.',
  STATUS_STALE: ({ programme, asOf }) =>
    `The status data${given(programme, ' of ', '')} is older than allowed${given(day(asOf), ': it is of ', '')}.`,
  LIST_NOT_LOADED: ({ programme }) => `No list of members is loaded${given(programme, ' for ', '')}.`,
  PROCESSING_FAILED: 'Trustlane itself failed on this consignment; it is decided again when that is mended.',

  FOREIGN_PARTY_NOT_TRUSTED:
    "The key party is not a member of its programme, by the programme's complete list.",
  LIST_INCOMPLETE: 'The key party was not found, and the list that is loaded does not name every member.',
  CONSIGNOR_IS_LOGISTICS:
    'The consignor is a forwarder, carrier or agent; the trader behind it is not named.',
  PARTY_OUTSIDE_ORIGIN: 'The key party holds the status of a territory that the goods do not come from.',
  STATUS_EXPIRED: "The key party's status has expired.",
  STATUS_WITHDRAWN: 'The key party has given its status up.',
  KEY_PARTY_SPLIT:
    'The party that decides is not trusted; only another exporter, consignor or manufacturer is.',
  TYPE_NOT_COVERED: "The key party's type of operator is not covered in this direction.",
  CERT_NOT_SECURITY: 'The key party is certified for customs simplifications only, not for security.',
  CLASS_NOT_RECOGNISED: ({ certificate }) =>
    `The key party's class of certificate${given(certificate)} is not recognised, or not known.`,
  TIER_TOO_LOW: ({ tier = 'unknown' }) =>
    `The key party's tier (${tier}) is not that of a member whose sites customs has visited.`,
  REVALIDATION_OVERDUE: "The key party's revalidation by its programme is overdue.",
  CONSENT_MISSING: 'The key party has not agreed that its status is used abroad.',

  STATUS_NOT_CONVEYED: ({ method, channel }) =>
    `The destination's customs cannot see the status: no ${method ?? 'code'} in the message or on file${given(channel, ', due on the ', '')}.`,

  MANUAL_OVERRIDE: ({ until }) => `An officer has decided this by hand${given(day(until), ', until ', '')}.`,
  DESTINATION_PROGRAMME_MEMBER: "The key party is a validated member of the destination's own programme.",
  MRA_MET_BOTH_ENDS: 'The key party meets the conditions, and the importing side holds its own status.',
  MRA_MET: 'The key party meets the conditions of the arrangement.',
  NATIONAL_STATUS_RELIED: "The importer's own status is relied on.",

  EFFECTIVE_DATE_ASSUMED: ({ start }) =>
    `The start of the arrangement is assumed${given(day(start), ': ', '')}.`,
  DIRECTION_INFERRED:
    'That the arrangement covers this direction is inferred, not stated by a first-hand source.',
  CONVEYANCE_NOT_ESTABLISHED: "How the status reaches the destination's customs is not established.",
  CODE_DUE: ({ method = 'code', channel = 'entry' }) =>
    `The ${method} is on file: declare it on the ${channel}.`,
  NAME_MATCH_USED: 'The key party was recognised by its exact name and address.',
  LINK_USED: 'The key party was recognised by a verified link.',
  MATCH_CANDIDATE: 'A member has the same name; a confirmed link would tell whether it is the same firm.',
  CONSENT_ASSUMED: "The member's consent is implied by the source of its status.",
  PARTIAL_COVERAGE: ({ roles }) => `Not every party is trusted${given(roles, ': not ', '')}.`,
  SUPPORTING_PARTY_ONLY: ({ roles }) => `Only a supporting party is trusted${given(roles)}.`,
  NATIONAL_STATUS_ONLY: 'Only the importing side is trusted, in its own programme.',
  CONSIGNEE_TO_ORDER: 'The bill is to order; the party to notify stands for the consignee.',
  TRANSIT_IGNORED: ({ territories }) =>
    `The route also touches ${territories ?? 'another territory'}, which does not count.`,
  TRANSIT_COUNTRY_DIFFERS: ({ origin, from }) =>
    `The goods originate in ${origin ?? 'another country'}, and set out from ${from ?? 'elsewhere'}.`,
  PAIR_RESOLUTION: ({ arrangements }) =>
    `More than one arrangement applies${given(arrangements)}; the first is used.`,
  ID_FORMAT_INVALID: ({ scheme }) => `A number does not have the shape of its kind${given(scheme)}.`,
  PARTY_IS_PERSON: 'A party is a natural person.',
  OVERRIDE_LAPSED:
    'An override was made, and no longer holds: it expired, or version or key parties changed.',
} as const satisfies Record<RuleReasonCode, Sentence>

/** A reason in one English sentence. A code that is newer than this build says so. */
export function sentenceFor({ code, detail = {} }: Pick<Reason, 'code' | 'detail'>): string {
  if (code === 'OTHER') return 'A reason that this version of Trustlane does not know.'
  const sentence: Sentence = SENTENCES[code]
  return typeof sentence === 'string' ? sentence : sentence(detail)
}
