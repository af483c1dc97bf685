import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { rulesDocument } from '../packages/mra/scripts/rules-document.ts'

const root = join(import.meta.dirname, '..')
const documents = globSync(
  ['*.md', 'docs/**/*.md', '{packages,services}/*/README.md', 'services/standalone/samples/README.md'],
  { cwd: root },
)

test('docs/rules.md is the one that the rules give: run `npm run rules` after a change', () => {
  expect(readFileSync(join(root, 'docs/rules.md'), 'utf8')).toBe(rulesDocument())
})

test('every relative link of every document leads somewhere', () => {
  expect(documents.length).toBeGreaterThan(20)
  const dead = documents.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !existsSync(join(root, dirname(file), target)))
      .map((target) => `${file} -> ${target}`),
  )
  expect(dead).toEqual([])
})
