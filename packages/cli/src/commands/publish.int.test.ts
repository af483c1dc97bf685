import { headerText, TOPICS } from '@trustlane/contracts'
import { describe, expect, test } from 'vitest'
import { aFolder, fakeIo } from '../testing/fake-io.ts'
import { interchange, manifestJson } from '../testing/manifests.ts'
import { recordsOfTopic } from '../records.ts'
import { openWorkspace } from '../workspace.ts'
import { publish } from './publish.ts'

async function submitted(folder: string) {
  await using workspace = await openWorkspace({ folder })
  return await Array.fromAsync(recordsOfTopic(workspace, TOPICS.manifestSubmitted))
}

describe('publish', () => {
  test('submits each file byte for byte, under its manifest id where it holds one', async () => {
    using folder = aFolder()
    const files = [folder.file('m.json', manifestJson()), folder.file('two.edi', interchange('A1', 'A2'))]
    const io = fakeIo()
    expect(await publish({ files, data: folder.path }, io)).toBe(0)
    const [first, second] = await submitted(folder.path)
    expect(Buffer.from(first!.value!).toString()).toBe(manifestJson())
    expect(first!.key).toBe('TRIDENT:VOY042')
    expect(headerText(first!.headers, 'content-type')).toBe('application/json')
    expect(Buffer.from(second!.value!).toString()).toBe(interchange('A1', 'A2'))
    expect(headerText(second!.headers, 'content-type')).toBe('application/edifact')
    expect(io.out()).toContain(`published ${files[0]} as manifest.submitted.v1/0/0  TRIDENT:VOY042\n`)
    expect(io.err()).toContain('the next "npm start" handles it')
  })

  test('submits what cannot be read as well, and tells', async () => {
    using folder = aFolder()
    const io = fakeIo()
    const file = folder.file('bad.txt', 'hello')
    expect(await publish({ files: [file], data: folder.path }, io)).toBe(0)
    expect(io.err()).toContain(`${file}: error: `)
    expect(await submitted(folder.path)).toHaveLength(1)
  })

  test('submits a file that is too large for one record message by message', async () => {
    using folder = aFolder()
    const goods = `GID+1+10:CT'FTX+AAA+++${'X'.repeat(500)}'`
    const large = interchange('A1', 'A2').replaceAll("GID+1+10:CT'FTX+AAA+++ICE CREAM'", goods.repeat(18_000))
    expect(await publish({ files: [folder.file('large.edi', large)], data: folder.path }, fakeIo())).toBe(0)
    expect((await submitted(folder.path)).map(({ key }) => key)).toEqual(['TRIDENT:A1', 'TRIDENT:A2'])
  })

  test('ends with 2 for a message that no record holds, and submits the rest', async () => {
    using folder = aFolder()
    const io = fakeIo()
    const large = folder.file('large.edi', `${interchange('A1')}${' '.repeat(17 * 1_048_576)}`)
    const files = [large, folder.file('m.json', manifestJson())]
    expect(await publish({ files, data: folder.path }, io)).toBe(2)
    expect(io.err()).toContain('split it into several manifests')
    expect(await submitted(folder.path)).toHaveLength(1)
  })
})
