import { z } from 'zod'
import {
  CountryCode,
  Day,
  IdentifierScheme,
  Instant,
  ManifestFunction,
  PartyRole,
  TransportMode,
  UnLocode,
} from './codes.ts'

const Text = z.string().trim().min(1)

/** A place of the journey. At least one of the three is there; `country` may be known where the code is not. */
export const Place = z.strictObject({
  unlocode: UnLocode.optional(),
  country: CountryCode.optional(),
  name: Text.optional(),
})
export type Place = z.infer<typeof Place>

/** A number as written by the sender, upper-cased only where the scheme demands it; `issuer` where the message names one. */
export const Identifier = z.strictObject({
  scheme: IdentifierScheme,
  value: Text,
  issuer: Text.optional(),
})
export type Identifier = z.infer<typeof Identifier>

export const Address = z.strictObject({
  lines: z.array(Text).optional(),
  city: Text.optional(),
  postcode: Text.optional(),
  region: Text.optional(),
})
export type Address = z.infer<typeof Address>

/**
 * What a reader noticed on a party: `to-order` (not a firm: "TO ORDER"), `person` (a natural person where a
 * firm is expected), `unparseable` (there, but cannot be read), `name-cut` (at the format's length limit),
 * `agent` (it signs as agent for somebody else).
 */
export const PartyFlag = z.enum(['to-order', 'person', 'unparseable', 'name-cut', 'agent', 'other'])
export type PartyFlag = z.infer<typeof PartyFlag>

/**
 * One party as one place of the message names it. Two places are two parties: nothing is merged silently.
 * `level` says where it stood; parties of the manifest apply to every consignment that names none in that role.
 */
export const Party = z.strictObject({
  role: PartyRole,
  rawRole: Text.optional(),
  /** For an AEO actor (WCO 16C, ICS2): the role code it is declared in, such as MF, FW, CS or WH. */
  actorRole: Text.optional(),
  name: Text.optional(),
  address: Address.optional(),
  country: CountryCode.optional(),
  identifiers: z.array(Identifier),
  flags: z.array(PartyFlag).optional(),
  level: z.enum(['manifest', 'consignment', 'equipment']).optional(),
})
export type Party = z.infer<typeof Party>

export const Goods = z.strictObject({
  description: Text.optional(),
  hsCode: z
    .string()
    .regex(/^\d{4,12}$/, 'expected an HS code of 4 to 12 digits')
    .optional(),
  packages: z.number().int().nonnegative().optional(),
  packageType: Text.optional(),
  /** Kilograms. */
  grossWeightKg: z.number().nonnegative().optional(),
  origin: CountryCode.optional(),
})
export type Goods = z.infer<typeof Goods>

export const Equipment = z.strictObject({
  number: Text,
  sizeType: Text.optional(),
  seals: z.array(Text).optional(),
})
export type Equipment = z.infer<typeof Equipment>

/**
 * A bill of lading or waybill with its own parties: the unit of decision. `house` and `master` are what the
 * message says; `straight` is a bill that is neither. `consolidated` marks a master that only carries houses.
 */
export const Consignment = z.strictObject({
  issuer: Text.optional(),
  billNumber: Text,
  billType: z.enum(['straight', 'house', 'master', 'other']),
  masterBill: Text.optional(),
  consolidated: z.boolean().optional(),
  /** Empty equipment, or ship's stores: nothing that trades. */
  outOfScope: z.enum(['empty-equipment', 'stores', 'other']).optional(),
  receipt: Place.optional(),
  loading: Place.optional(),
  discharge: Place.optional(),
  delivery: Place.optional(),
  transhipment: z.array(Place).optional(),
  origin: CountryCode.optional(),
  goods: z.array(Goods),
  equipment: z.array(Equipment),
  parties: z.array(Party),
})
export type Consignment = z.infer<typeof Consignment>

export const Conveyance = z.strictObject({
  name: Text.optional(),
  /** Seven digits, without the letters IMO. */
  imoNumber: z
    .string()
    .regex(/^\d{7}$/, 'expected an IMO number of seven digits')
    .optional(),
  voyage: Text.optional(),
  /** SCAC at sea and on land, IATA airline code in the air. */
  carrierCode: Text.optional(),
})
export type Conveyance = z.infer<typeof Conveyance>

const header = {
  /** Sender and document number, normalised (`manifestIdOf`). */
  manifestId: Text,
  /** The sender's own version; absent where the format has none, then the order of acceptance counts. */
  version: z.number().int().nonnegative().optional(),
  function: ManifestFunction,
  sender: Text,
  documentNumber: Text,
  /** True when the message says that it is a test (EDIFACT 0035, X12 ISA15). */
  test: z.boolean(),
  format: Text,
  issuedAt: Instant.optional(),
  mode: TransportMode.optional(),
  conveyance: Conveyance.optional(),
  /** The customs office addressed: its own code, its country where that is known. */
  customsOffice: z.strictObject({ code: Text.optional(), country: CountryCode.optional() }).optional(),
  departure: Place.optional(),
  arrival: Place.optional(),
  departureDate: Day.optional(),
  arrivalDate: Day.optional(),
  /** Parties of the whole manifest, the carrier most often. */
  parties: z.array(Party),
}

/** Everything of a manifest but its consignments: what each consignment carries along. */
export const ManifestHeader = z.strictObject(header)
export type ManifestHeader = z.infer<typeof ManifestHeader>

/** The canonical manifest, which every format is read into. */
export const Manifest = z.strictObject({ ...header, consignments: z.array(Consignment) })
export type Manifest = z.infer<typeof Manifest>

/**
 * One consignment of one version of one manifest, self-contained: what is decided. `consignment.parties`
 * holds the header's parties too, in the roles that the bill itself leaves open (`filingsOf`).
 */
export const Filing = z.strictObject({
  consignmentId: Text,
  manifestId: Text,
  /** The sender's version, or else one more than the last accepted one, from 1. */
  version: z.number().int().nonnegative(),
  manifest: ManifestHeader,
  consignment: Consignment,
})
export type Filing = z.infer<typeof Filing>
