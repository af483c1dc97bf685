import { z } from 'zod'

/** An instant on the wire: RFC 3339 in UTC, ending in `Z`. */
export const Instant = z.iso.datetime()
export type Instant = z.infer<typeof Instant>

/** A calendar day, `YYYY-MM-DD`, that exists (31 February is refused). Its zone is named where it is used. */
export const Day = z.iso.date()
export type Day = z.infer<typeof Day>

/** ISO 3166-1 alpha-2, upper case; `EU` and `XI` occur where customs codes use them. */
export const CountryCode = z.string().regex(/^[A-Z]{2}$/, 'expected a two-letter country code, such as JP')
export type CountryCode = z.infer<typeof CountryCode>

/** UN/LOCODE, five characters without the space: `JPTYO`. */
export const UnLocode = z.string().regex(/^[A-Z]{2}[A-Z2-9]{3}$/, 'expected a UN/LOCODE, such as JPTYO')
export type UnLocode = z.infer<typeof UnLocode>

/**
 * What a party does on this consignment. The raw code of the message is kept beside it (`rawRole`); a role
 * that is not in the list is `other`. `aeo` is the marker party (EDIFACT 3035 `DFW`, WCO class 16C): a firm
 * named for its authorised status and for no other function.
 */
export const PartyRole = z.enum([
  'exporter',
  'consignor',
  'consignee',
  'importer',
  'notify',
  'carrier',
  'customs-broker',
  'declarant',
  'forwarder',
  'consolidator',
  'manufacturer',
  'warehouse',
  'terminal-operator',
  'seller',
  'buyer',
  'ship-to',
  'aeo',
  'other',
])
export type PartyRole = z.infer<typeof PartyRole>

/**
 * Who issued an identifier. `aeo` is a national AEO or OEA authorisation number, `aeocn` China's, `mra` a
 * 12-character mutual-recognition code as keyed in NACCS; `local` is a sender's own customer code, unique
 * only together with its `issuer`.
 */
export const IdentifierScheme = z.enum([
  'eori',
  'tin',
  'tcui',
  'mid',
  'duns',
  'scac',
  'iata-carrier',
  'ctpat',
  'svi',
  'aeo',
  'aeocn',
  'mra',
  'obin',
  'supplier-code',
  'jp-corporate-number',
  'jastpro',
  'ein',
  'lei',
  'local',
  'other',
])
export type IdentifierScheme = z.infer<typeof IdentifierScheme>

/** What a membership certifies its holder as. Apart from party roles: a membership is about a firm, a role about a bill. */
export const OperatorType = z.enum([
  'exporter',
  'importer',
  'manufacturer',
  'customs-broker',
  'freight-forwarder',
  'consolidator',
  'carrier',
  'logistics',
  'warehouse',
  'terminal-operator',
  'other',
])
export type OperatorType = z.infer<typeof OperatorType>

/** UN/ECE Recommendation 19, in words. */
export const TransportMode = z.enum([
  'sea',
  'rail',
  'road',
  'air',
  'mail',
  'multimodal',
  'fixed',
  'inland-waterway',
  'other',
])
export type TransportMode = z.infer<typeof TransportMode>

/** What a message does to the manifest it names (EDIFACT 1225: 9, 5, 4, and 1 or 3). */
export const ManifestFunction = z.enum(['original', 'replacement', 'partial', 'cancellation'])
export type ManifestFunction = z.infer<typeof ManifestFunction>

export const MembershipStatus = z.enum(['certified', 'suspended', 'revoked', 'withdrawn', 'expired'])
export type MembershipStatus = z.infer<typeof MembershipStatus>

export const Consent = z.enum(['given', 'withdrawn', 'unknown'])
export type Consent = z.infer<typeof Consent>

/**
 * How a party was matched (domain section 8): A an identifier that a programme issued, B a verified link,
 * C the fingerprint of name and address, D the name only (never counts).
 */
export const MatchGrade = z.enum(['A', 'B', 'C', 'D'])
export type MatchGrade = z.infer<typeof MatchGrade>

/** How a status reaches the customs of the destination: the field or register in which it must stand. */
export const ConveyanceMethod = z.enum([
  'MID',
  'NACCS',
  'TCUI',
  'EORI',
  'AEO_NUMBER',
  'SUPPLIER_CODE',
  'OBIN',
  'NAME_AND_ADDRESS',
  'OWN_NUMBER',
])
export type ConveyanceMethod = z.infer<typeof ConveyanceMethod>

/**
 * What a list says about those who are not on it: `complete` knows every member, `published` only those who
 * agreed to publication, `evidence` is single records, each with a document and a checker.
 */
export const ListKind = z.enum(['complete', 'published', 'evidence'])
export type ListKind = z.infer<typeof ListKind>

/** A trusted-trader programme: its territory, then its name (`JP-AEO`, `US-CTPAT`). */
export const ProgrammeCode = z
  .string()
  .regex(/^[A-Z]{2}-[A-Z0-9]+$/, 'expected a programme code, such as JP-AEO')
export type ProgrammeCode = z.infer<typeof ProgrammeCode>
