import { ManifestState, readerOf, TOPICS } from '@trustlane/contracts'
import { deadLetter, type Incoming, type Outgoing, type Stage, type StageContext } from '@trustlane/event-log'
import type { Manifest } from '@trustlane/contracts'
import { accept } from './accept.ts'
import { goesInCircles, type Refusal, refusedInPart, refusedWhole, splitsAgain } from './failures.ts'
import { moved, split, wasRepublished } from './republish.ts'
import { readSubmitted, type Submitted } from './submitted.ts'

export type IntakeOptions = {
  /** Milliseconds. */
  readonly now: () => number
  /** Largest submission that is read; default what its topic takes. */
  readonly maxBytes?: number
  /** For counting what leaves no trace in the topics. Told again when a batch is run again. */
  readonly onIgnored?: (record: Incoming, why: 'repeat' | 'nothing-to-cancel') => void
}

const NAME = 'intake'
const input = TOPICS.manifestSubmitted

/** A test manifest lives apart from the live one of the same id; no manifest id begins in lower case. */
const stateKey = ({ manifestId, test }: Manifest): string => (test ? `test:${manifestId}` : manifestId)

/**
 * Turns submitted messages into consignments to decide: reads any supported format, puts a message that lies
 * on the wrong partition, and each message of an interchange, on the right one, and holds every manifest to
 * the order of its versions.
 */
export function createIntake(options: IntakeOptions): Stage<ManifestState> {
  const { now, maxBytes = input.maxBytes, onIgnored } = options
  return {
    name: NAME,
    input,
    state: { topic: TOPICS.manifestState, parse: (value) => readerOf(ManifestState).parse(value) },
    process: async (batch, context) => batch.flatMap((record) => outputsOf(record, context)),
  }

  function outputsOf(record: Incoming, context: StageContext<ManifestState>): readonly Outgoing[] {
    const at = new Date(Math.max(now(), record.timestamp))
    const letter = (refusal: Refusal): Outgoing =>
      deadLetter(record, { ...refusal, stage: NAME, firstFailedAt: at.toISOString() }, input)
    const submitted = readSubmitted(record, maxBytes)
    const { messages, problems } = submitted.content
    const errors = problems.filter(({ severity }) => severity === 'error')

    if (messages.length > 1) {
      if (wasRepublished(submitted)) return [letter(splitsAgain(messages.length))]
      const whole = errors.length === 0 ? [] : [letter(refusedInPart(messages.length, errors))]
      return [...whole, ...split(submitted)]
    }
    const message = messages[0]
    const manifest = message?.manifest
    if (message === undefined || manifest === undefined) {
      const own = message?.problems.filter(({ severity }) => severity === 'error') ?? []
      return [letter(refusedWhole([...errors, ...own]))]
    }
    const belongs = context.partitionOf(input, manifest.manifestId)
    if (belongs !== record.partition) return [relocated(submitted, manifest.manifestId, belongs, letter)]

    const key = stateKey(manifest)
    const answer = accept(submitted, { ...message, manifest }, context.state.get(key), at)
    if (answer.state !== undefined) context.state.set(key, answer.state)
    if (answer.ignored !== undefined) onIgnored?.(record, answer.ignored)
    return [...answer.refusals.map(letter), ...answer.events]
  }
}

const relocated = (
  submitted: Submitted,
  manifestId: string,
  belongs: number,
  letter: (refusal: Refusal) => Outgoing,
): Outgoing =>
  wasRepublished(submitted)
    ? letter(goesInCircles(manifestId, submitted.record.partition, belongs))
    : moved(submitted, manifestId)
