import { CountryCode, ConveyanceMethod, Day, OperatorType } from '@trustlane/contracts'
import { z } from 'zod'

const Text = z.string().min(1)

/** A customs territory that has a programme: the EU is one, so are Hong Kong and Macao. */
export const Territory = CountryCode
export type Territory = z.infer<typeof Territory>

/** Where a date of the source falls: a full day, or the text it had (`2015-02 or 2015-03`). */
const Dated = z.strictObject({ day: Day.optional(), text: Text.optional() })

/**
 * Which operators a direction covers on the exporting side. `null` means that no source says (then the policy's
 * assumption applies), not that all are covered. `indirect` ones only support, they never grant.
 */
export const Coverage = z.strictObject({
  direct: z.array(OperatorType),
  indirect: z.array(OperatorType),
  excluded: z.array(OperatorType),
  /** True when a source said so with a doubt, or it was inferred. */
  inferred: z.boolean(),
})
export type Coverage = z.infer<typeof Coverage>

/** How the status must reach the destination's customs (domain section 8). `undefined` method: not established. */
export const DirectionConveyance = z.strictObject({
  methods: z.array(ConveyanceMethod),
  channel: z.enum(['manifest', 'entry', 'declaration', 'pre-exchanged-list', 'not-established']),
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
  coverage: Coverage.nullable(),
  conveyance: DirectionConveyance,
  note: Text.optional(),
})
export type Direction = z.infer<typeof Direction>

export const Arrangement = z.strictObject({
  arrangementId: Text,
  kind: z.enum(['bilateral', 'plurilateral']),
  members: z.array(z.strictObject({ territory: Territory, programme: Text })).min(2),
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
  sources: z.array(Text),
})
export type Arrangement = z.infer<typeof Arrangement>
