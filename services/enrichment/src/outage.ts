/** Told once when the store stops answering, and once when it answers again. */
export type OutageReport =
  | { readonly state: 'began'; readonly at: number; readonly error: Error }
  | { readonly state: 'ended'; readonly at: number; readonly lastedMs: number }

export type OutageOptions = {
  /** Milliseconds. */
  readonly now: () => number
  /** Milliseconds from the first failure after which answers are given without the store. */
  readonly deadlineMs: number
  readonly onOutage?: ((report: OutageReport) => void) | undefined
}

/** The one outage that all batches of the process see, however many of them are waiting. */
export type Outage = {
  failed(error: Error): void
  answered(): void
  /** Milliseconds left until the deadline of the outage at hand, at least 0; the whole deadline without one. */
  left(): number
}

export function createOutage({ now, deadlineMs, onOutage }: OutageOptions): Outage {
  let since: number | undefined
  return {
    failed(error) {
      if (since !== undefined) return
      since = now()
      onOutage?.({ state: 'began', at: since, error })
    },
    answered() {
      if (since === undefined) return
      const at = now()
      const lastedMs = at - since
      since = undefined
      onOutage?.({ state: 'ended', at, lastedMs })
    },
    left: () => (since === undefined ? deadlineMs : Math.max(0, deadlineMs - (now() - since))),
  }
}
