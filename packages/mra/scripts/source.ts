import { z } from 'zod'
import { Arrangement, Direction } from '../src/arrangement.ts'

const Text = z.string().min(1)
const Side = z.strictObject({ country: Text, programme: Text })

/** One arrangement of the research file that the data is made from, as it stands there. */
export const Source = z.strictObject({
  id: Text,
  kind: Arrangement.shape.kind,
  a: Side,
  b: Side,
  members: z.array(Text).optional(),
  signed: Text.nullable(),
  signedApprox: Text.nullable(),
  implemented: Text.nullable(),
  implementedApprox: Text.nullable(),
  status: Arrangement.shape.status,
  directions: z.array(
    z.strictObject({
      from: Text,
      to: Text,
      covered: z.literal(true),
      basis: Direction.shape.basis,
      note: Text.nullable(),
    }),
  ),
  coveredOperatorTypes: z.strictObject({ a: z.array(Text).nullable(), b: z.array(Text).nullable() }),
  validityCertificates: z.record(Text, z.array(Text)).nullable(),
  conditions: z.array(Text),
  identifierNotes: Text.nullable(),
  sources: z.array(Text),
  confidence: Arrangement.shape.confidence,
  notes: Text.nullable(),
  suggestedActive: z.boolean(),
})
export type Source = z.infer<typeof Source>
