import { writeFile } from 'node:fs/promises'
import { rulesDocument } from './rules-document.ts'

await writeFile(new URL('../../../docs/rules.md', import.meta.url), rulesDocument())
console.log('wrote docs/rules.md')
