import { z } from 'zod'

const cache = new WeakMap<z.ZodType, z.ZodType>()

/**
 * The reading side of a wire schema. Writers are strict; a reader ignores fields that it does not know and
 * takes a code that it does not know for `other` (`OTHER`), where the schema has such a member, so that a
 * writer one version ahead does not stop it.
 */
export function readerOf<S extends z.ZodType>(schema: S): z.ZodType<z.infer<S>> {
  const known = cache.get(schema)
  if (known !== undefined) return known as z.ZodType<z.infer<S>>
  const made = relax(schema)
  cache.set(schema, made)
  return made as z.ZodType<z.infer<S>>
}

function relax(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodObject) {
    return z.object(
      Object.fromEntries(
        Object.entries(schema.shape).map(([key, part]) => [key, readerOf(part as z.ZodType)]),
      ),
    )
  }
  if (schema instanceof z.ZodEnum) {
    const options: readonly unknown[] = schema.options
    const other = options.find((option) => option === 'other' || option === 'OTHER')
    return other === undefined
      ? schema
      : z.string().transform((code) => (options.includes(code) ? code : other))
  }
  if (schema instanceof z.ZodOptional) return readerOf(schema.unwrap() as z.ZodType).optional()
  if (schema instanceof z.ZodArray) {
    // A clone keeps the checks, such as a least length.
    return schema.clone({ ...schema._zod.def, element: readerOf(schema.element as z.ZodType) })
  }
  if (schema instanceof z.ZodRecord) {
    return z.record(schema.keyType, readerOf(schema.valueType as z.ZodType))
  }
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const { discriminator } = schema._zod.def
    const options = schema.options.map((option) => relax(option as z.ZodType) as z.ZodObject)
    return z.discriminatedUnion(discriminator, options as unknown as [z.ZodObject, ...z.ZodObject[]])
  }
  return schema
}
