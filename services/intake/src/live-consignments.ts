import type { Manifest } from '@trustlane/contracts'

/** Live consignments of a manifest, each with the version that last named it. */
export type Live = Readonly<Record<string, number>>

export type Withdrawal = { readonly consignmentId: string; readonly cause: 'cancelled' | 'replaced' }

export type Change = { readonly live: Live; readonly withdrawals: readonly Withdrawal[] }

type Message = {
  readonly function: Manifest['function']
  readonly version: number
  /** Ids of the bills in it that could be read. */
  readonly named: readonly string[]
  /** Ids of the bills among them that are not accepted. */
  readonly refused: ReadonlySet<string>
  /** True when every bill of the message could be read and accepted. */
  readonly isWhole: boolean
}

/**
 * What a message makes of the live consignments of its manifest (domain section 9, Versions).
 *
 * An original or a replacement stands for the whole manifest: who is no longer in it is withdrawn. Not so when
 * a bill of it could not be read, because the one that seems to be gone may be that one; and a cancellation
 * with an unreadable bill never counts as "cancel all". A bill that is named again for another customs
 * territory has a new id: its former one is withdrawn whatever the message's function.
 */
export function changeOf(before: Live, message: Message): Change {
  return message.function === 'cancellation' ? cancelled(before, message) : filed(before, message)
}

function filed(before: Live, { function: purpose, version, named, refused, isWhole }: Message): Change {
  const inMessage = new Set(named)
  const taken = [...inMessage].filter((id) => !refused.has(id))
  const bills = new Set(taken.map(billOf))
  const standsForAll = purpose !== 'partial' && isWhole
  const gone = Object.keys(before).filter(
    (id) => !inMessage.has(id) && (standsForAll || bills.has(billOf(id))),
  )
  return {
    live: { ...without(before, gone), ...Object.fromEntries(taken.map((id) => [id, version])) },
    withdrawals: gone.toSorted().map((consignmentId) => ({ consignmentId, cause: 'replaced' })),
  }
}

function cancelled(before: Live, { named, isWhole }: Message): Change {
  const live = Object.keys(before)
  const gone =
    named.length === 0 && isWhole ? live : live.filter((id) => named.some((name) => means(name, id)))
  return {
    live: without(before, gone),
    withdrawals: gone.toSorted().map((consignmentId) => ({ consignmentId, cause: 'cancelled' })),
  }
}

/** A cancellation often gives nothing but the bill's number; its territory is then unknown, and any will do. */
const means = (named: string, live: string): boolean =>
  named === live || (named.endsWith(':ZZ') && billOf(named) === billOf(live))

/** A consignment id without its customs territory. */
const billOf = (consignmentId: string): string => consignmentId.slice(0, consignmentId.lastIndexOf(':'))

function without(live: Live, gone: readonly string[]): Live {
  const left = new Set(gone)
  return Object.fromEntries(Object.entries(live).filter(([id]) => !left.has(id)))
}
