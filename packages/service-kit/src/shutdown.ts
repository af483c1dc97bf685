/** The part of `process` that this needs. */
export type SignalSource = {
  once(signal: NodeJS.Signals, listener: () => void): unknown
  removeListener(signal: NodeJS.Signals, listener: () => void): unknown
  exit(code: number): void
}

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const
type StopSignal = keyof typeof EXIT_CODES
const SIGNALS = Object.keys(EXIT_CODES) as StopSignal[]

/**
 * Resolves with the name of the first SIGINT or SIGTERM, after which the process is expected to finish by
 * itself. A second one of either ends the process at once: whoever presses Ctrl-C twice does not want to wait,
 * and nothing is lost by it, since nothing counts before it is committed.
 */
export function untilSignal(source: SignalSource = process): Promise<StopSignal> {
  const { promise, resolve } = Promise.withResolvers<StopSignal>()
  const first = SIGNALS.map((signal) => ({ signal, listener: () => stop(signal) }))
  for (const { signal, listener } of first) source.once(signal, listener)
  return promise

  function stop(signal: StopSignal): void {
    for (const entry of first) source.removeListener(entry.signal, entry.listener)
    for (const again of SIGNALS) source.once(again, () => source.exit(EXIT_CODES[again]))
    resolve(signal)
  }
}
