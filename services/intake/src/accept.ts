import { type Manifest, type ManifestState, sha256, TOPICS, uuidOf } from '@trustlane/contracts'
import type { Outgoing } from '@trustlane/event-log'
import type { Problem, ReadMessage } from '@trustlane/manifest-formats'
import { filingsOf } from '@trustlane/mra'
import { acceptedEvents, LARGEST_CONSIGNMENT, tooLargeOf } from './accepted.ts'
import {
  type Refusal,
  refusedAsTooLarge,
  refusedByVersion,
  refusedInPart,
  refusedWhole,
  tooManyBills,
} from './failures.ts'
import { changeOf } from './live-consignments.ts'
import type { Submitted } from './submitted.ts'
import { standingOf } from './version.ts'

/** What one message comes to. Without `state` everything stays as it was. */
export type Answer = {
  readonly events: readonly Outgoing[]
  readonly refusals: readonly Refusal[]
  readonly state?: ManifestState
  readonly ignored?: 'repeat' | 'nothing-to-cancel'
}

/** Room in the state's record for its key and for what the log adds. */
const LARGEST_STATE = TOPICS.manifestState.maxBytes - 4096

const refused = (refusal: Refusal): Answer => ({ events: [], refusals: [refusal] })

/**
 * Accepts one message of one manifest. What the sender has to put right stands in `refusals`, one for each
 * reason; the rest of the message is accepted all the same. Where nothing is accepted the state stays, so that
 * the corrected message may come under the same version.
 */
export function accept(
  submitted: Submitted,
  message: ReadMessage & { readonly manifest: Manifest },
  last: ManifestState | undefined,
  at: Date,
): Answer {
  const { manifest } = message
  const digest = sha256(message.bytes)
  const isRedriven = submitted.redrivenFrom !== undefined
  const standing = standingOf(last, { version: manifest.version, digest, isRedriven })
  if (standing.kind === 'repeat') return { events: [], refusals: [], ignored: 'repeat' }
  if (standing.kind !== 'accepted') return refused(refusedByVersion(standing, manifest.manifestId))
  const { version } = standing

  const errors = errorsOf(submitted, message)
  const filings = filingsOf(manifest, version, at)
  const isCancellation = manifest.function === 'cancellation'
  if (filings.length === 0 && (errors.length > 0 || !isCancellation)) return refused(refusedWhole(errors))

  const tooLarge = isCancellation ? new Map<never, never>() : tooLargeOf(filings)
  const { live, withdrawals } = changeOf(last?.consignments ?? {}, {
    function: manifest.function,
    version,
    named: filings.map(({ consignmentId }) => consignmentId),
    refused: new Set(tooLarge.keys()),
    isWhole: errors.length === 0 && tooLarge.size === 0,
  })
  const state: ManifestState = {
    manifestId: manifest.manifestId,
    version,
    digest,
    test: manifest.test,
    cancelled: isCancellation && Object.keys(live).length === 0,
    consignments: live,
  }
  if (Buffer.byteLength(JSON.stringify(state)) > LARGEST_STATE) {
    return refused(tooManyBills(Object.keys(live).length, LARGEST_STATE))
  }

  const event = acceptedEvents({
    // A re-driven event keeps its id; what it made when it first came must not be taken for what it makes now.
    id: isRedriven ? uuidOf(submitted.attributes.id, 'version', version) : submitted.attributes.id,
    time: at.toISOString(),
    cause: submitted.cause,
  })
  const filing = { manifestId: manifest.manifestId, version }
  // A test never counts, so there is nothing to withdraw; its bills may be those of a live manifest.
  const withdrawn = manifest.test ? [] : withdrawals
  const events = [
    ...withdrawn.map((each, index) => event({ kind: 'withdrawal', filing, ...each }, index)),
    ...filings.flatMap((each, index) =>
      isCancellation || tooLarge.has(each.consignmentId)
        ? []
        : event({ kind: 'filing', filing: each }, index),
    ),
  ]
  const refusals: Refusal[] = []
  if (errors.length > 0) refusals.push(refusedInPart(events.length, errors))
  if (tooLarge.size > 0) refusals.push(refusedAsTooLarge([...tooLarge.values()], LARGEST_CONSIGNMENT))
  if (events.length === 0 && refusals.length > 0 && !isCancellation) return { events, refusals }
  return {
    events,
    refusals,
    state,
    ...(isCancellation && withdrawals.length === 0 && { ignored: 'nothing-to-cancel' }),
  }
}

const errorsOf = (submitted: Submitted, message: ReadMessage): readonly Problem[] =>
  [...submitted.content.problems, ...message.problems].filter(({ severity }) => severity === 'error')
