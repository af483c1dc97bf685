import { join } from 'node:path'
import { aConsignment, aManifest } from '@trustlane/contracts/testing'
import { describe, expect, test } from 'vitest'
import { aFolder, fakeIo } from '../testing/fake-io.ts'
import { interchange, manifestJson } from '../testing/manifests.ts'
import { read } from './read.ts'

type Shown = { documentNumber: string; consignments: { billNumber: string; parties: { name: string }[] }[] }

describe('read', () => {
  test('prints a manifest as one line', async () => {
    using folder = aFolder()
    const io = fakeIo()
    expect(await read({ files: [folder.file('m.json', manifestJson())] }, io)).toBe(0)
    expect(io.out().split('\n')).toHaveLength(2)
    expect(io.outJson()).toEqual([expect.objectContaining({ manifestId: aManifest().manifestId })])
    expect(io.err()).toBe('')
  })

  test('prints a single manifest with line breaks on a terminal, several one a line', async () => {
    using folder = aFolder()
    const single = fakeIo({ isTTY: true })
    await read({ files: [folder.file('m.json', manifestJson())] }, single)
    expect(single.out()).toContain('\n  "consignments": [\n')
    const several = fakeIo({ isTTY: true })
    await read({ files: [folder.file('two.edi', interchange('A1', 'A2'))] }, several)
    expect((several.outJson() as Shown[]).map(({ documentNumber }) => documentNumber)).toEqual(['A1', 'A2'])
  })

  test('reads each message of each file, in order', async () => {
    using folder = aFolder()
    const files = [
      folder.file('two.edi', interchange('A1', 'A2')),
      folder.file('m.json', manifestJson({ documentNumber: 'A3' })),
    ]
    const io = fakeIo()
    expect(await read({ files }, io)).toBe(0)
    const manifests = io.outJson() as Shown[]
    expect(manifests.map(({ documentNumber }) => documentNumber)).toEqual(['A1', 'A2', 'A3'])
    expect(manifests[0]!.consignments[0]!.parties.map(({ name }) => name)).toContain('SAVEURS DU NORD')
  })

  test('reads standard input for -', async () => {
    const io = fakeIo({ stdin: async () => Buffer.from(interchange('A1')) })
    expect(await read({ files: ['-'] }, io)).toBe(0)
    expect(io.outJson()).toHaveLength(1)
  })

  test.each([
    { what: 'no known format', content: 'hello', told: /input/ },
    { what: 'nothing', content: '', told: /empty/ },
    { what: 'half an interchange', content: interchange('A1').slice(0, 120), told: /error: / },
    { what: 'JSON that breaks off', content: '{"manifestId": ', told: /error: / },
    {
      what: 'bytes of a picture',
      content: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 255]),
      told: /error: /,
    },
  ])('ends with 2 for $what, and says so with the file', async ({ content, told }) => {
    using folder = aFolder()
    const file = folder.file('bad', content)
    const io = fakeIo()
    expect(await read({ files: [file] }, io)).toBe(2)
    expect(io.err()).toMatch(told)
    expect(io.err().startsWith(`${file}: `)).toBe(true)
    expect(io.out()).toBe('')
  })

  test('ends with 2 when a bill is lost, and still prints the others', async () => {
    using folder = aFolder()
    const { billNumber: _without, ...nameless } = aConsignment()
    const text = JSON.stringify({ ...aManifest(), consignments: [aConsignment(), nameless] })
    const io = fakeIo()
    expect(await read({ files: [folder.file('m.json', text)] }, io)).toBe(2)
    expect((io.outJson() as Shown[])[0]!.consignments).toHaveLength(1)
    expect(io.err()).toMatch(/consignments\[1\]/)
  })

  test('goes on with the next file after one that is not there', async () => {
    using folder = aFolder()
    const good = folder.file('m.json', manifestJson())
    const io = fakeIo()
    expect(await read({ files: [join(folder.path, 'gone'), folder.path, good] }, io)).toBe(2)
    expect(io.err()).toBe(
      `trustlane: ${folder.path}/gone: there is no such file\ntrustlane: ${folder.path} is a folder: expected a file\n`,
    )
    expect(io.outJson()).toHaveLength(1)
  })
})
