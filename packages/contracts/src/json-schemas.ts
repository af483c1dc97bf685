import { z } from 'zod'
import { Manifest } from './manifest.ts'
import { TOPICS, type Topic } from './topics.ts'

/** JSON Schema (draft 2020-12) of every event and of the canonical manifest, by file name, as committed under `schemas/`. */
export function jsonSchemas(): ReadonlyMap<string, string> {
  const topics: readonly Topic[] = Object.values(TOPICS)
  const named: [string, z.ZodType][] = topics.flatMap(({ name, schema }) =>
    schema === undefined ? [] : [[name, schema] as [string, z.ZodType]],
  )
  return new Map(
    [...named, ['manifest.v1', Manifest] as [string, z.ZodType]].map(([name, schema]) => [
      `${name}.schema.json`,
      `${JSON.stringify({ title: name, ...z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input', reused: 'ref' }) }, null, 2)}\n`,
    ]),
  )
}
