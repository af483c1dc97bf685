import { headerText, TOPICS } from '@trustlane/contracts'
import { deadLetter, type DeadLetterReason, submission } from '@trustlane/event-log'
import { describe, expect, test } from 'vitest'
import { recordsOfTopic } from '../records.ts'
import { aFolder, fakeIo } from '../testing/fake-io.ts'
import { openWorkspace } from '../workspace.ts'
import { dlqList } from './dlq-list.ts'
import { dlqRedrive } from './dlq-redrive.ts'
import { dlqShow } from './dlq-show.ts'

const DLQ = 'manifest.submitted.v1.dlq'

/** Submits texts and puts each aside as intake would. */
async function aFolderWith(...failed: readonly { text: string; reason: DeadLetterReason }[]) {
  const folder = aFolder()
  await using workspace = await openWorkspace({ folder: folder.path, create: true })
  await workspace.append(
    failed.map(({ text }) =>
      submission({
        bytes: Buffer.from(text),
        source: 'test',
        time: '2026-06-01T00:00:00Z',
        manifestId: `T:${text}`,
      }),
    ),
  )
  const { records } = await workspace.read(TOPICS.manifestSubmitted, 0, 0, 100)
  await workspace.append(
    records.map((record, index) =>
      deadLetter(
        record,
        {
          reason: failed[index]!.reason,
          stage: 'intake',
          title: 'The message cannot be read',
          detail: `byte 0: ${failed[index]!.text} is no format`,
          errors: [{ place: 'byte 0', message: 'expected UNB' }],
          firstFailedAt: '2026-06-01T00:00:01Z',
        },
        TOPICS.manifestSubmitted,
      ),
    ),
  )
  return folder
}

async function submitted(folder: string) {
  await using workspace = await openWorkspace({ folder })
  return await Array.fromAsync(recordsOfTopic(workspace, TOPICS.manifestSubmitted))
}

const three = [
  { text: 'one', reason: 'UNREADABLE' },
  { text: 'two', reason: 'STALE_VERSION' },
  { text: 'three', reason: 'UNREADABLE' },
] as const

describe('dlq list', () => {
  test('groups what waits by reason, with place, stage and what is wrong', async () => {
    using folder = await aFolderWith(...three)
    const io = fakeIo()
    expect(await dlqList({ data: folder.path }, io)).toBe(0)
    const lines = io.out().split('\n')
    expect(lines[1]).toMatch(
      /dlq\/0\/0 +UNREADABLE +intake +2026-06-01 00:00:01 +The message cannot be read: byte 0: one is/,
    )
    expect(lines.slice(1, 4).map((line) => /dlq\/0\/(\d)/.exec(line)?.[1])).toEqual(['0', '2', '1'])
    expect(io.out()).toContain('\n3 dead letters waiting\n')
  })

  test.each([
    { filter: { reason: 'STALE_VERSION' }, places: [`${DLQ}/0/1`] },
    { filter: { topic: 'manifest.submitted' }, places: [`${DLQ}/0/0`, `${DLQ}/0/1`, `${DLQ}/0/2`] },
    { filter: { topic: 'party.link.dlq' }, places: [] },
  ])('keeps to $filter', async ({ filter, places }) => {
    using folder = await aFolderWith(...three)
    const io = fakeIo()
    await dlqList({ data: folder.path, json: true, ...filter }, io)
    expect((io.outJson() as { place: string }[]).map(({ place }) => place)).toEqual(places)
  })

  test('says when nothing waits', async () => {
    using folder = await aFolderWith()
    const io = fakeIo()
    await dlqList({ data: folder.path }, io)
    expect(io.out()).toBe('0 dead letters waiting\n')
  })

  test('refuses a topic that has no dead letters', async () => {
    using folder = await aFolderWith()
    await expect(dlqList({ data: folder.path, topic: 'decision.record' }, fakeIo())).rejects.toThrow(
      '--topic "decision.record" has no dead letters',
    )
  })
})

describe('dlq show', () => {
  test('shows reason, source, every error, headers and bytes', async () => {
    using folder = await aFolderWith(...three)
    const io = fakeIo()
    expect(await dlqShow({ place: 'manifest.submitted.dlq/0/1', data: folder.path }, io)).toBe(0)
    for (const part of [
      'reason  STALE_VERSION, in intake, since 2026-06-01T00:00:01Z',
      'source  manifest.submitted.v1/0/1, key T:two',
      'byte 0: expected UNB',
      'ce_source: test',
      'value   3 bytes\ntwo\n',
    ]) {
      expect(io.out()).toContain(part)
    }
  })

  test('gives the bytes alone, to be corrected', async () => {
    using folder = await aFolderWith(...three)
    const io = fakeIo()
    await dlqShow({ place: `${DLQ}/0/2`, data: folder.path, bytes: true }, io)
    expect(io.out()).toBe('three')
  })

  test.each([
    { place: `${DLQ}/0/9`, message: 'there is no dead letter at manifest.submitted.v1.dlq/0/9' },
    { place: `${DLQ}/4/0`, message: 'there is no partition manifest.submitted.v1.dlq/4' },
    { place: 'manifest.submitted.v1/0/0', message: 'is no dead letter: expected TOPIC/PARTITION/OFFSET' },
    { place: 'three', message: 'is no dead letter: expected TOPIC/PARTITION/OFFSET' },
  ])('refuses $place', async ({ place, message }) => {
    using folder = await aFolderWith(...three)
    await expect(dlqShow({ place, data: folder.path }, fakeIo())).rejects.toThrow(message)
  })
})

describe('dlq redrive', () => {
  test('sends one to where it came from, with its id, and says who did it', async () => {
    using folder = await aFolderWith(...three)
    const io = fakeIo()
    expect(await dlqRedrive({ places: [`${DLQ}/0/1`], data: folder.path }, io)).toBe(0)
    const records = await submitted(folder.path)
    expect(records).toHaveLength(4)
    const [, original, , again] = records
    expect(Buffer.from(again!.value!).toString()).toBe('two')
    expect(headerText(again!.headers, 'ce_id')).toBe(headerText(original!.headers, 'ce_id'))
    expect(headerText(again!.headers, 'dlq.redriven-from')).toBe(`${DLQ}/0/1`)
    expect(headerText(again!.headers, 'dlq.redriven-by')).toBe('mika')
    expect(io.out()).toContain('1 dead letter re-driven by mika')
  })

  test('with --dry-run sends nothing', async () => {
    using folder = await aFolderWith(...three)
    const io = fakeIo()
    await dlqRedrive({ places: [], all: true, dryRun: true, data: folder.path }, io)
    expect(io.out()).toContain('3 dead letters would be re-driven')
    expect(await submitted(folder.path)).toHaveLength(3)
  })

  test('with --all sends each that waits once, however often it is called', async () => {
    using folder = await aFolderWith(...three)
    await dlqRedrive({ places: [], all: true, reason: 'UNREADABLE', data: folder.path }, fakeIo())
    expect(await submitted(folder.path)).toHaveLength(5)
    const io = fakeIo()
    await dlqRedrive({ places: [], all: true, data: folder.path }, io)
    expect(io.out()).toContain('1 dead letter re-driven')
    expect(await submitted(folder.path)).toHaveLength(6)
    const list = fakeIo()
    await dlqList({ data: folder.path }, list)
    expect(list.out()).toBe('0 dead letters waiting; 3 re-driven before (--all shows them)\n')
  })

  test('sends one that was re-driven before only with --again', async () => {
    using folder = await aFolderWith(...three)
    const args = { places: [`${DLQ}/0/0`], data: folder.path }
    await dlqRedrive(args, fakeIo())
    await expect(dlqRedrive(args, fakeIo())).rejects.toThrow('was re-driven before: --again')
    await dlqRedrive({ ...args, again: true }, fakeIo())
    expect(await submitted(folder.path)).toHaveLength(5)
  })

  test('sends corrected bytes as another event, caused by the old one', async () => {
    using folder = await aFolderWith(...three)
    const fixed = folder.file('fixed.edi', 'UNB')
    await dlqRedrive({ places: [`${DLQ}/0/0`], with: fixed, data: folder.path }, fakeIo())
    const records = await submitted(folder.path)
    const id = headerText(records[0]!.headers, 'ce_id')
    expect(Buffer.from(records[3]!.value!).toString()).toBe('UNB')
    expect(headerText(records[3]!.headers, 'ce_id')).not.toBe(id)
    expect(headerText(records[3]!.headers, 'causation-id')).toBe(id)
  })

  test.each([
    { args: { places: [] }, message: 'name the dead letters' },
    { args: { places: [`${DLQ}/0/0`], all: true }, message: 'name the dead letters' },
    { args: { places: [], all: true, with: 'x' }, message: '--with goes with one dead letter' },
  ])('refuses $args', async ({ args, message }) => {
    using folder = await aFolderWith(...three)
    await expect(dlqRedrive({ data: folder.path, ...args }, fakeIo())).rejects.toThrow(message)
    expect(await submitted(folder.path)).toHaveLength(3)
  })
})
