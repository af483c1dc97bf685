import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')

type Workspace = { readonly folder: string; readonly name: string; readonly dependencies: readonly string[] }

const workspaces: readonly Workspace[] = globSync('{packages,services}/*/package.json', { cwd: root }).map(
  (file) => {
    const json = JSON.parse(readFileSync(join(root, file), 'utf8')) as {
      name: string
      dependencies?: Record<string, string>
    }
    return { folder: dirname(file), name: json.name, dependencies: Object.keys(json.dependencies ?? {}) }
  },
)

type Source = { readonly file: string; readonly workspace: Workspace; readonly imports: readonly string[] }

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?\bfrom\s*'([^']+)'|\bimport\(\s*'([^']+)'|(?:^|\n)import\s*'([^']+)'/g

const sources: readonly Source[] = workspaces.flatMap((workspace) =>
  globSync(`${workspace.folder}/{src,scripts,bin}/**/*.{ts,js}`, { cwd: root }).map((file) => ({
    file,
    workspace,
    imports: [...readFileSync(join(root, file), 'utf8').matchAll(IMPORT)].map(
      (match) => match[1] ?? match[2] ?? match[3] ?? '',
    ),
  })),
)

const isTest = ({ file }: Source): boolean => /\.test\.ts$|\/testing\//.test(file)
const packageOf = (specifier: string): string =>
  specifier.startsWith('@')
    ? specifier.split('/').slice(0, 2).join('/')
    : (specifier.split('/')[0] ?? specifier)
const isBare = (specifier: string): boolean => !/^(?:\.|node:)/.test(specifier)

function offences(rule: (source: Source, specifier: string) => boolean): string[] {
  return sources.flatMap((source) =>
    source.imports
      .filter((specifier) => rule(source, specifier))
      .map((specifier) => `${source.file} imports ${specifier}`),
  )
}

describe('the architecture', () => {
  test('has sources to look at', () => {
    expect(sources.length).toBeGreaterThan(50)
    expect(sources.flatMap((source) => source.imports).length).toBeGreaterThan(200)
  })

  test('lets no package import a service', () => {
    const services = workspaces.filter(({ folder }) => folder.startsWith('services/')).map(({ name }) => name)
    expect(
      offences(
        ({ workspace }, specifier) =>
          workspace.folder.startsWith('packages/') && services.includes(packageOf(specifier)),
      ),
    ).toEqual([])
  })

  test('lets no service but standalone import another service', () => {
    const services = workspaces.filter(({ folder }) => folder.startsWith('services/'))
    expect(
      offences(
        ({ workspace }, specifier) =>
          workspace.folder.startsWith('services/') &&
          workspace.folder !== 'services/standalone' &&
          services.some(({ name }) => name === packageOf(specifier) && name !== workspace.name),
      ),
    ).toEqual([])
  })

  test('lets nobody reach into another workspace by path', () => {
    expect(
      offences(
        (source, specifier) =>
          specifier.startsWith('.') &&
          relative(source.workspace.folder, join(dirname(source.file), specifier)).startsWith('..'),
      ),
    ).toEqual([])
  })

  test('keeps mra, manifest-formats and contracts free of input, output, clock and environment', () => {
    const pure = ['packages/mra', 'packages/manifest-formats', 'packages/contracts']
    const inPure = (source: Source): boolean =>
      pure.includes(source.workspace.folder) && !isTest(source) && source.file.includes('/src/')
    const allowed = new Set(['node:crypto'])
    expect(
      offences(
        (source, specifier) =>
          inPure(source) &&
          ((specifier.startsWith('node:') && !allowed.has(specifier)) ||
            ['pino', 'kafkajs', 'ioredis', 'fastify'].includes(packageOf(specifier))),
      ),
    ).toEqual([])
    const impure = /\bDate\.now\(|\bnew Date\(\)|\bprocess\.|\bMath\.random\(|\bsetTimeout\(|\bfetch\(/
    expect(
      sources
        .filter((source) => inPure(source) && impure.test(readFileSync(join(root, source.file), 'utf8')))
        .map(({ file }) => file),
    ).toEqual([])
  })

  test.each([
    { library: 'kafkajs', only: 'packages/event-log' },
    { library: '@platformatic/kafka', only: 'packages/event-log' },
    { library: 'ioredis', only: 'packages/trader-status' },
    { library: 'pino', only: 'packages/service-kit' },
    { library: 'commander', only: 'packages/cli' },
  ])('lets only $only import $library', ({ library, only }) => {
    expect(
      offences(({ workspace }, specifier) => packageOf(specifier) === library && workspace.folder !== only),
    ).toEqual([])
  })

  test('declares what it imports', () => {
    const devOnly = ['vitest', 'fast-check']
    expect(
      offences(
        (source, specifier) =>
          isBare(specifier) &&
          packageOf(specifier) !== source.workspace.name &&
          !source.workspace.dependencies.includes(packageOf(specifier)) &&
          !(isTest(source) && devOnly.includes(packageOf(specifier))),
      ),
    ).toEqual([])
  })

  test('imports nothing of a workspace but its public entries', () => {
    expect(offences((_source, specifier) => /^@trustlane\/[^/]+\/(?!testing$)/.test(specifier))).toEqual([])
  })

  test('keeps testing entries out of production code', () => {
    expect(offences((source, specifier) => !isTest(source) && specifier.endsWith('/testing'))).toEqual([])
  })

  test('holds no package that is imported in a circle', () => {
    const edges = new Map(
      workspaces.map(({ name, dependencies }) => [
        name,
        dependencies.filter((dependency) => dependency.startsWith('@trustlane/')),
      ]),
    )
    const onPath = (name: string, path: readonly string[]): string[] =>
      path.includes(name)
        ? [[...path, name].join(' -> ')]
        : (edges.get(name) ?? []).flatMap((next) => onPath(next, [...path, name]))
    expect([...edges.keys()].flatMap((name) => onPath(name, []))).toEqual([])
  })

  test('holds no source file of more than 300 lines', () => {
    const long = sources
      .filter((source) => !isTest(source))
      .map(({ file }) => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n').length }))
      .filter(({ lines }) => lines > 300)
    expect(long).toEqual([])
  })
})
