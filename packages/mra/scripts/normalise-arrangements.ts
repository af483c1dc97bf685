import { readFile, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { normalise } from './normalise.ts'
import { Source } from './source.ts'

// Makes data/arrangements.json again: node scripts/normalise-arrangements.ts RESEARCH.json, then oxfmt.
const [path] = process.argv.slice(2)
if (path === undefined) throw new Error('usage: normalise-arrangements.ts RESEARCH.json')

const sources = z.array(Source).parse(JSON.parse(await readFile(path, 'utf8')))
const target = new URL('../data/arrangements.json', import.meta.url)
await writeFile(target, `${JSON.stringify(sources.map(normalise), undefined, 2)}\n`)
console.log(`${sources.length} arrangements written`)
