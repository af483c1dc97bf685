import { deadLetterTopic } from '@trustlane/contracts'
import { deadLetterOf } from './dead-letter.ts'
import type { Incoming, Outgoing, Stage, StageContext, State } from './port.ts'

/** An intermediate record as the second stage receives it, and the input record that it was made from. */
type Link = { readonly between: Incoming; readonly source: Incoming }

/**
 * Joins two stages whose records have the same key into one that runs under the first one's name. What the
 * first writes to the second's input is handed over in memory and not published; everything else passes.
 *
 * A handed-over record has partition, offset and timestamp of its source: the input record with its key. A
 * record that the second stage dead-letters is published as the dead letter of its source, which a re-drive
 * can reach. What the first stage's `onFailure` has for the intermediate topic is left out: nobody reads it.
 *
 * Throws when the stages do not fit: unequal partition counts, or state on both sides.
 */
export function compose<A, B>(first: Stage<A>, second: Stage<B>): Stage<A | B> {
  const between = second.input
  if (first.input.partitions !== between.partitions) {
    throw new Error(`${first.name} and ${second.name} cannot be joined: their inputs have unequal partitions`)
  }
  if (first.state !== undefined && second.state !== undefined) {
    throw new Error(`${first.name} and ${second.name} cannot be joined: both keep state`)
  }
  const isBetween = (output: Outgoing): boolean => output.topic.name === between.name
  // Whom an error belongs to: without an entry, to the first stage or to what both have answered.
  const failedInSecond = new WeakMap<Error, readonly Incoming[]>()

  return {
    name: first.name,
    input: first.input,
    ...stateOf(first, second),
    references: [...(first.references ?? []), ...(second.references ?? [])].filter(
      (topic, at, all) => all.findIndex(({ name }) => name === topic.name) === at,
    ),
    onReferences(records) {
      for (const stage of [first, second]) {
        const own = records.filter(({ topic }) => stage.references?.some(({ name }) => name === topic))
        if (own.length > 0) stage.onReferences?.(own)
      }
    },
    absorbs: [...(first.absorbs ?? []), ...(second.absorbs ?? []), { group: second.name, topic: between }],
    async process(batch, context) {
      const outputs = await first.process(batch, context as StageContext<A>)
      const links = linked(batch, outputs.filter(isBetween))
      const passed = outputs.filter((output) => !isBetween(output))
      if (links.length === 0) return passed
      const records = links.map((link) => link.between)
      try {
        const answers = await second.process(records, context as StageContext<B>)
        return [...passed, ...answers.map((output) => atSource(output, links, first, second))]
      } catch (error) {
        if (error instanceof Error) failedInSecond.set(error, records)
        throw error
      }
    },
    onFailure(record, failure, state) {
      const records = failedInSecond.get(failure)
      const added =
        records === undefined
          ? first.onFailure?.(record, failure, state as State<A>)
          : records.flatMap((own) => second.onFailure?.(own, failure, state as State<B>) ?? [])
      return (added ?? []).filter((output) => !isBetween(output))
    },
  }
}

function stateOf<A, B>(first: Stage<A>, second: Stage<B>): Pick<Stage<A | B>, 'state'> {
  const state = first.state ?? second.state
  return state === undefined ? {} : { state }
}

/** Finds each record's source: the n-th record of a key comes from the n-th input of that key, or from its last. */
function linked(batch: readonly Incoming[], outputs: readonly Outgoing[]): Link[] {
  const sources = Map.groupBy(batch, ({ key }) => key)
  const seen = new Map<string | null, number>()
  return outputs.map(({ topic, key, value, headers }) => {
    const nth = seen.get(key) ?? 0
    seen.set(key, nth + 1)
    const own = sources.get(key) ?? batch
    const source = own[Math.min(nth, own.length - 1)]!
    const { partition, offset, timestamp } = source
    return { source, between: { topic: topic.name, partition, offset, timestamp, key, value, headers } }
  })
}

function atSource<A, B>(
  output: Outgoing,
  links: readonly Link[],
  first: Stage<A>,
  second: Stage<B>,
): Outgoing {
  if (output.topic.name !== deadLetterTopic(second.input).name) return output
  const offset = Buffer.from(output.headers['dlq.original.offset'] ?? '').toString('utf8')
  const link = links.find(({ between }) => String(between.offset) === offset)
  return link === undefined ? output : deadLetterOf(output, link.source, first.input)
}
