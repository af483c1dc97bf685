import type { Incoming } from './port.ts'

/** What is wrong, in words: a title that is the same for all of its kind, the case at hand, and each place. */
export type Problem = {
  readonly title: string
  readonly detail: string
  readonly errors?: readonly { readonly place: string; readonly message: string }[]
}

/** Longest `dlq.detail`, in bytes. */
export const LONGEST_DETAIL = 8192
const LONGEST_TEXT = 1500

/** The text, or as much of it as fits so many bytes of UTF-8, ending in an ellipsis. */
export function shorten(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text
  const cut = Buffer.from(text).subarray(0, bytes - 3)
  // A character that was cut in two decodes to the replacement character, at most three times at the end.
  return `${cut.toString('utf8').replace(/\uFFFD{1,3}$/u, '')}…`
}

/**
 * RFC 9457 problem details as JSON of at most 8 KiB. Errors are given whole, as many of them as fit, in order;
 * `moreErrors` counts the rest.
 */
export function problemDetail(problem: Problem, reason: string, record: Incoming): string {
  const base = {
    type: `urn:trustlane:dead-letter:${reason.toLowerCase().replaceAll('_', '-')}`,
    title: plain(problem.title),
    detail: plain(problem.detail),
    instance: `/${record.topic}/${record.partition}/${record.offset}`,
  }
  const all = problem.errors ?? []
  const errors: { place: string; message: string }[] = []
  const render = (): string =>
    JSON.stringify({
      ...base,
      errors,
      ...(errors.length < all.length ? { moreErrors: all.length - errors.length } : {}),
    })
  for (const { place, message } of all) {
    errors.push({ place: plain(place), message: plain(message) })
    if (Buffer.byteLength(render()) <= LONGEST_DETAIL) continue
    errors.pop()
    break
  }
  return render()
}

/** Short, and without control characters: as JSON they would take six times their room. */
const plain = (text: string): string => shorten(text.replaceAll(/\p{Cc}/gu, ' '), LONGEST_TEXT)
