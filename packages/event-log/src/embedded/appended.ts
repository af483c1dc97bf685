import type { Slot } from './store.ts'

/** Wakes who waits for records of a slot. */
export class Appended {
  readonly #waiting = new Map<number, Set<() => void>>()

  /** Resolves at the next `tell` of one of the slots, or when the signal is aborted. */
  wait(slots: readonly Slot[], signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const wake = (): void => {
      for (const { id } of slots) this.#waiting.get(id)?.delete(wake)
      signal.removeEventListener('abort', wake)
      resolve()
    }
    for (const { id } of slots) this.#of(id).add(wake)
    signal.addEventListener('abort', wake, { once: true })
    if (signal.aborted) wake()
    return promise
  }

  tell(slots: Iterable<Slot>): void {
    for (const { id } of slots) for (const wake of this.#of(id)) wake()
  }

  #of(id: number): Set<() => void> {
    const known = this.#waiting.get(id)
    if (known !== undefined) return known
    const fresh = new Set<() => void>()
    this.#waiting.set(id, fresh)
    return fresh
  }
}
