import type { ManifestState } from '@trustlane/contracts'

/** What a message is to what is known of its manifest. */
export type Standing =
  | { readonly kind: 'accepted'; readonly version: number }
  | { readonly kind: 'repeat' }
  | { readonly kind: 'conflict'; readonly version: number }
  | { readonly kind: 'stale'; readonly version: number; readonly last: number }

type Message = {
  /** The sender's own version, where the format has one. */
  readonly version: number | undefined
  /** SHA-256 of the message's bytes. */
  readonly digest: string
  /** True for a record that an operator sends again from a dead letter. */
  readonly isRedriven: boolean
}

/**
 * Places a message in the order of its manifest's versions. Without a version of the sender's the order of
 * acceptance counts, from 1. A re-driven message always passes: where its version no longer can, it is the next
 * one, because the operator who sent it again has decided that it stands.
 */
export function standingOf(last: ManifestState | undefined, message: Message): Standing {
  const { version: given, digest, isRedriven } = message
  if (last === undefined) return { kind: 'accepted', version: given ?? 1 }
  if (given !== undefined && given > last.version) return { kind: 'accepted', version: given }
  const next: Standing = { kind: 'accepted', version: last.version + 1 }
  if (isRedriven) return next
  const isSameVersion = given === undefined || given === last.version
  if (isSameVersion && digest === last.digest) return { kind: 'repeat' }
  if (given === undefined) return next
  return given === last.version
    ? { kind: 'conflict', version: given }
    : { kind: 'stale', version: given, last: last.version }
}
