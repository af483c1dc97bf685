import { mkdir, writeFile } from 'node:fs/promises'
import { jsonSchemas } from '../src/json-schemas.ts'

const folder = new URL('../schemas/', import.meta.url)
await mkdir(folder, { recursive: true })
for (const [file, text] of jsonSchemas()) await writeFile(new URL(file, folder), text)
console.log(`wrote ${jsonSchemas().size} schemas to packages/contracts/schemas`)
