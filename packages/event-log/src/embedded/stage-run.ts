import type { Topic } from '@trustlane/contracts'
import { processBatch } from '../batch.ts'
import { LogError } from '../errors.ts'
import type { Incoming, Outgoing, RunOptions, Stage } from '../port.ts'
import type { Appended } from './appended.ts'
import type { PumpOptions, Source } from './pump.ts'
import type { Slot, Store } from './store.ts'
import type { Writer } from './writer.ts'

/** What a batch goes through, in order; the last five happen at once or not at all. */
export type StageStep = 'fetched' | 'processed' | 'begun' | 'outputs' | 'state' | 'position' | 'committed'

export type StageParts = {
  readonly store: Store
  readonly writer: Writer
  readonly appended: Appended
  readonly bySlot: (records: readonly Outgoing[]) => Map<Slot, Outgoing[]>
  readonly guarded: <T>(use: () => T) => T
  readonly now: () => number
  readonly onStep: (step: StageStep) => void
}

const DEFAULT_MAX_FAILURES = 20
const REFERENCE_PAGE = 1000
const REFERENCE_BYTES = 8_388_608

/**
 * What a pump needs to run a stage on the embedded log. A batch's outputs, dead letters, state and position
 * are one piece of work for the writer. Throws GROUP_LAGS and LOG_MISMATCH when the stage must not start.
 */
export function runStage<S>(
  stage: Stage<S>,
  options: RunOptions,
  parts: StageParts,
): { readonly sources: Source[]; readonly handle: PumpOptions['handle'] } {
  const { store, writer, appended, bySlot, guarded, now, onStep } = parts
  const inputs = store.slots(stage.input)
  const states = stage.state === undefined ? undefined : store.slots(stage.state.topic)
  checkStart(stage, store)
  for (const slot of inputs) store.join(stage.name, slot)
  const sources = inputs.map((slot) => ({ slot, next: store.position(stage.name, slot) }))
  const readReferences = referenceReader(stage, store)
  const failuresInARow = new Map<Slot, number>()

  async function handle({ slot }: Source, batch: readonly Incoming[], signal: AbortSignal): Promise<void> {
    onStep('fetched')
    guarded(readReferences)
    const stateSlot = states?.[slot.partition]
    const result = await processBatch(stage, batch, failuresInARow.get(slot) ?? 0, {
      read: (key) => guarded(() => (stateSlot === undefined ? undefined : store.latest(stateSlot, key))),
      partitions: (topic) => store.partitions(topic),
      signal,
      now,
      maxFailuresInARow: options.maxFailuresInARow ?? DEFAULT_MAX_FAILURES,
    })
    const outputs = guarded(() => bySlot(result.outputs))
    const state = [...result.writes].map(([key, value]) => ({ key, value, headers: {} }))
    onStep('processed')
    await writer.submit(() => {
      onStep('begun')
      for (const [target, records] of outputs) store.append(target, records, now())
      onStep('outputs')
      if (stateSlot !== undefined && state.length > 0) store.append(stateSlot, state, now())
      onStep('state')
      store.advance(stage.name, slot, batch[0]!.offset, batch.at(-1)!.offset + 1)
      onStep('position')
    })
    onStep('committed')
    failuresInARow.set(slot, result.failuresInARow)
    appended.tell(stateSlot === undefined ? outputs.keys() : [...outputs.keys(), stateSlot])
    for (const { record, error } of result.isolated) {
      options.onTrouble?.({ stage: stage.name, kind: 'isolated', error, record })
    }
  }
  return { sources, handle }
}

function checkStart<S>(stage: Stage<S>, store: Store): void {
  const state = stage.state?.topic
  if (state !== undefined && store.partitions(state) !== store.partitions(stage.input)) {
    const message = `${stage.name} cannot run: ${state.name} and ${stage.input.name} have unequal partitions`
    throw new LogError('LOG_MISMATCH', message)
  }
  for (const { group, topic } of stage.absorbs ?? []) {
    const behind = store
      .slots(topic)
      .reduce((sum, slot) => sum + store.end(slot) - store.position(group, slot), 0)
    if (behind === 0) continue
    const message = `${stage.name} takes over from ${group}, which has ${behind} records of ${topic.name} left: run ${group} until they are done`
    throw new LogError('GROUP_LAGS', message)
  }
}

/** Hands the stage what its references have got since the last call. */
function referenceReader<S>(stage: Stage<S>, store: Store): () => void {
  const deliver = stage.onReferences?.bind(stage)
  if (deliver === undefined) return () => undefined
  const cursors = (stage.references ?? [])
    .flatMap((topic: Topic) => store.slots(topic))
    .map((slot) => ({ slot, next: 0 }))
  return () => {
    for (const cursor of cursors) {
      for (;;) {
        const records = store.fetch(cursor.slot, cursor.next, REFERENCE_PAGE, REFERENCE_BYTES)
        if (records.length === 0) break
        deliver(records)
        cursor.next = records.at(-1)!.offset + 1
      }
    }
  }
}
