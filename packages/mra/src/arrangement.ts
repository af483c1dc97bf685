import {
  CountryCode,
  ConveyanceMethod,
  Day,
  OperatorType,
  PartyRole,
  ProgrammeCode,
} from '@trustlane/contracts'
import { z } from 'zod'

const Text = z.string().min(1)

/** A customs territory: two letters, most often a country's. The EU is one, so are Hong Kong and Macao. */
export const Territory = CountryCode
export type Territory = z.infer<typeof Territory>

/**
 * A date as its source gives it: a full day, or words (`2015-02 or 2015-03`), or both. `latest` is the last
 * day of the latest period that the words name, and is absent where they name none.
 */
export const Dated = z.strictObject({ day: Day.optional(), text: Text.optional(), latest: Day.optional() })
export type Dated = z.infer<typeof Dated>

/**
 * Which operators of one side a direction covers. `null` in its place means that no source says (then the
 * policy's assumption applies), not that all are covered. `indirect` ones only support, they never grant.
 */
export const Coverage = z.strictObject({
  direct: z.array(OperatorType),
  indirect: z.array(OperatorType),
  excluded: z.array(OperatorType),
  /** Covered only where the holder itself is exporter or consignor of the bill. */
  asExporterOnly: z.array(OperatorType).optional(),
  /** True when at least one type was inferred, or said with a doubt; which, where that is not all of them. */
  inferred: z.boolean(),
  inferredTypes: z.array(OperatorType).optional(),
  note: Text.optional(),
})
export type Coverage = z.infer<typeof Coverage>

const Channel = z.enum(['manifest', 'entry', 'declaration', 'pre-exchanged-list', 'not-established'])

/** How the status must reach the destination's customs. No method: not established. */
export const DirectionConveyance = z.strictObject({
  methods: z.array(ConveyanceMethod),
  channel: Channel,
  /** A second place where it has to stand (China: manifest and declaration). */
  alsoIn: Channel.optional(),
  /** Asked for in the message only when the message is an entry summary declaration. */
  onlyInEntrySummary: z.literal(true).optional(),
  /** AEO actor roles that convey it just as well (EU: `MF`). */
  actorRoles: z.array(Text).optional(),
  /** True when it is the destination's general practice, and no text about this pair was found. */
  inferred: z.boolean(),
  source: Text,
})
export type DirectionConveyance = z.infer<typeof DirectionConveyance>

/** One direction: goods exported from `from`, status recognised by the customs of `to`. */
export const Direction = z.strictObject({
  from: Territory,
  to: Territory,
  basis: z.enum(['explicit', 'reciprocal-by-nature', 'secondary-source']),
  /** Covered from this day on, whatever the arrangement's own start (US→JP: 2016-01-01). */
  notBefore: z.strictObject({ day: Day, reason: Text }).optional(),
  /** Roles in the order in which the first that the bill names decides. */
  keyPartyOrder: z.array(PartyRole).min(1).optional(),
  /** Of the exporting side. */
  coverage: Coverage.nullable(),
  /** Of the importing side, where a source says. */
  importingCoverage: Coverage.optional(),
  /** What the arrangement itself asks of the exporting side's member. */
  requires: z
    .strictObject({ consent: z.literal(true).optional(), certificates: z.array(Text).optional() })
    .optional(),
  conveyance: DirectionConveyance,
  note: Text.optional(),
})
export type Direction = z.infer<typeof Direction>

export const Arrangement = z.strictObject({
  arrangementId: Text,
  kind: z.enum(['bilateral', 'plurilateral']),
  members: z.array(z.strictObject({ territory: Territory, programme: ProgrammeCode })).min(2),
  status: z.enum([
    'implemented',
    'signed-operation-presumed',
    'signed',
    'listed',
    'signed-not-shown-operational',
  ]),
  confidence: z.enum(['high', 'medium', 'low']),
  signed: Dated,
  implemented: Dated,
  directions: z.array(Direction).min(1),
  /** Conditions that no rule reads, in the source's meaning. */
  conditions: z.array(Text),
  /** What a source says of accepted certificates; the programme's own table decides, this is evidence. */
  certificates: z.record(Territory, z.array(Text)).optional(),
  identifierNotes: Text.optional(),
  notes: Text.optional(),
  sources: z.array(Text).min(1),
})
export type Arrangement = z.infer<typeof Arrangement>
