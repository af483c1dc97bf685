import { type Topic, TOPICS } from '@trustlane/contracts'
import { createClearance } from '@trustlane/clearance'
import { createEnrichment } from '@trustlane/enrichment'
import { compose, type Incoming, type Outgoing, partitionFor, type Stage } from '@trustlane/event-log'
import { runOnce } from '@trustlane/event-log/testing'
import { createIntake } from '@trustlane/intake'
import type { StatusStore } from '@trustlane/trader-status'

export const AT = Date.UTC(2026, 5, 1)

type Queue = { readonly records: Incoming[]; next: number }

/** Sizes of the batches that a stage is given, one after the other and round again. */
export type Cuts = readonly number[]

/**
 * The whole flow in memory: topics as arrays by partition, stages run partition by partition until nothing is
 * left; enrichment and clearance apart, or joined into one. Every batch is run twice from the same state, and must answer the same to the byte.
 */
export async function runFlow(
  submitted: readonly (Outgoing & { readonly on?: number })[],
  store: Pick<StatusStore, 'lookup'>,
  cuts: Cuts,
  isJoined = false,
): Promise<ReadonlyMap<string, readonly Incoming[]>> {
  const queues = new Map<string, Queue>()
  const queueOf = (topic: string, partition: number): Queue => {
    const key = `${topic}/${partition}`
    const known = queues.get(key) ?? { records: [], next: 0 }
    queues.set(key, known)
    return known
  }
  const append = ({ topic, key, value, headers, partition }: Outgoing): void => {
    const at = partition ?? partitionFor(key ?? '', topic.partitions)
    const { records } = queueOf(topic.name, at)
    records.push({
      topic: topic.name,
      partition: at,
      offset: records.length,
      timestamp: AT,
      key,
      value,
      headers,
    })
  }
  for (const { on, ...record } of submitted) append(on === undefined ? record : { ...record, partition: on })

  let cut = 0
  async function drain<S>(stage: Stage<S>): Promise<void> {
    const states = new Map<number, Map<string, S>>()
    for (let before = -1, done = 0; done !== before;) {
      before = done
      for (let partition = 0; partition < stage.input.partitions; partition += 1) {
        const queue = queueOf(stage.input.name, partition)
        while (queue.next < queue.records.length) {
          const size = cuts[cut++ % cuts.length] ?? 1
          const batch = queue.records.slice(queue.next, queue.next + size)
          const state = states.get(partition) ?? new Map<string, S>()
          const answer = await runOnce(stage, batch, state)
          const again = await runOnce(stage, batch, state)
          if (textOf(answer) !== textOf(again)) throw new Error(`${stage.name} did not answer the same again`)
          states.set(partition, answer.state)
          queue.next += batch.length
          done += batch.length
          for (const output of answer.outputs) append(output)
        }
      }
    }
  }
  await drain(createIntake({ now: () => AT }))
  const enrichment = createEnrichment({ store, now: () => AT })
  const clearance = createClearance({ now: () => AT, build: 'test' })
  if (isJoined) await drain(compose(enrichment, clearance))
  else {
    await drain(enrichment)
    await drain(clearance)
  }
  return new Map([...queues].map(([key, { records }]) => [key, records]))
}

const textOf = ({ outputs, state }: Awaited<ReturnType<typeof runOnce>>): string =>
  JSON.stringify([outputs.map(({ topic, ...rest }) => [topic.name, rest]), [...state]])

/** All records of a topic, partition after partition. */
export const recordsOf = (
  flow: ReadonlyMap<string, readonly Incoming[]>,
  topic: Topic,
): readonly Incoming[] =>
  Array.from(
    { length: topic.partitions },
    (_, partition) => flow.get(`${topic.name}/${partition}`) ?? [],
  ).flat()

export const valueOf = ({ value }: Incoming): unknown => JSON.parse(Buffer.from(value!).toString())

export const LANES = {
  cleared: TOPICS.consignmentCleared,
  'needs-validation': TOPICS.consignmentNeedsValidation,
  'not-applicable': TOPICS.consignmentNotApplicable,
} as const
