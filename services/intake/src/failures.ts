import type { DeadLetterReason, Problem as Told } from '@trustlane/event-log'
import { describeProblem, type Problem, type ProblemCode } from '@trustlane/manifest-formats'
import type { TooLarge } from './accepted.ts'
import type { Standing } from './version.ts'

/** A dead letter's reason and words, without what the stage adds: who and when. */
export type Refusal = Told & { readonly reason: DeadLetterReason }

/** What means that the bytes are none of the formats, or have no end; all else is a message that breaks its own. */
const UNREADABLE: ReadonlySet<ProblemCode> = new Set([
  'EMPTY_INPUT',
  'UNKNOWN_FORMAT',
  'CHARSET_UNSUPPORTED',
  'CHARSET_INVALID',
  'UNA_INVALID',
  'JSON_SYNTAX',
  'INTERCHANGE_TRUNCATED',
  'MESSAGE_TRUNCATED',
  'NO_MANIFEST',
])

/** Nothing of the message is accepted. */
export function refusedWhole(errors: readonly Problem[]): Refusal {
  const codes = errors.map(({ code }) => code)
  const reason = codes.includes('TOO_LARGE')
    ? 'TOO_LARGE'
    : codes.length === 0 || codes.some((code) => UNREADABLE.has(code))
      ? 'UNREADABLE'
      : 'SCHEMA_INVALID'
  return {
    reason,
    title: 'Nothing of this submission could be accepted',
    detail: errors[0]?.message ?? 'it holds no manifest',
    errors: errors.map(told),
  }
}

/** Part of it is accepted; the errors name the rest. */
export const refusedInPart = (accepted: number, errors: readonly Problem[]): Refusal => ({
  reason: 'SCHEMA_INVALID',
  title: 'Part of this submission could not be accepted',
  detail: `${accepted} accepted; ${errors[0]?.message ?? 'the rest cannot be read'}`,
  errors: errors.map(told),
})

export const refusedAsTooLarge = (bills: readonly TooLarge[], most: number): Refusal => ({
  reason: 'TOO_LARGE',
  title: 'A consignment is larger than its topic takes',
  detail: `A consignment may have ${most} bytes as JSON; too large: ${bills.map(({ bill }) => bill).join(', ')}`,
  errors: bills.map(({ bill, bytes }) => ({ place: `bill ${bill}`, message: `${bytes} bytes` })),
})

export const tooManyBills = (count: number, most: number): Refusal => ({
  reason: 'TOO_LARGE',
  title: 'The manifest names more bills than can be kept track of',
  detail: `The ids of its ${count} consignments take more than ${most} bytes; submit it as several manifests`,
})

export function refusedByVersion(
  standing: Extract<Standing, { kind: 'conflict' | 'stale' }>,
  manifestId: string,
): Refusal {
  return standing.kind === 'conflict'
    ? {
        reason: 'VERSION_CONFLICT',
        title: 'This version was accepted before, with other contents',
        detail: `Version ${standing.version} of manifest ${manifestId} is already there and differs`,
      }
    : {
        reason: 'STALE_VERSION',
        title: 'A newer version was accepted before',
        detail: `Version ${standing.version} of manifest ${manifestId} comes after version ${standing.last}`,
      }
}

/** Two builds that disagree on where a manifest belongs would pass it to and fro for ever. */
export const goesInCircles = (manifestId: string, partition: number, belongs: number): Refusal => ({
  reason: 'STAGE_BUG',
  title: 'A record that was put on its partition does not belong there',
  detail: `Manifest ${manifestId} was put on partition ${partition}, and belongs on ${belongs}`,
})

export const splitsAgain = (count: number): Refusal => ({
  reason: 'STAGE_BUG',
  title: 'A message that was split off is not one message',
  detail: `Read alone it holds ${count} messages`,
})

const told = (problem: Problem): { place: string; message: string } => ({
  place: describeProblem({ ...problem, message: '' })
    .slice(problem.severity.length + 2)
    .replace(/:\s*$/, ''),
  message: `${problem.code}: ${problem.message}`,
})
