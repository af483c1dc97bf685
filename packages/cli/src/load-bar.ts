import { createProgress, type Progress } from '@trustlane/service-kit'
import type { LoadProgress } from '@trustlane/trader-status'
import type { Io } from './io.ts'

const SHORT = 1000

/** Two passes, two bars: the second knows from the first how much there is. Short loads show none. */
export class LoadBar {
  readonly #label: string
  readonly #io: Io
  #phase: LoadProgress['phase'] | undefined
  #bar: Progress | undefined
  #total = 0

  constructor(label: string, io: Io) {
    this.#label = label
    this.#io = io
  }

  show({ phase, rows }: LoadProgress): void {
    if (phase !== this.#phase) {
      this.finish()
      this.#phase = phase
      this.#bar = rows < SHORT ? undefined : this.#start(phase)
    }
    if (phase === 'checking') this.#total = rows
    this.#bar?.update(rows)
  }

  finish(): void {
    this.#bar?.finish()
    this.#bar = undefined
  }

  #start(phase: LoadProgress['phase']): Progress {
    const { stderr, columns, now } = this.#io
    return createProgress({
      label: `${this.#label} ${phase}`,
      ...(phase === 'publishing' && { total: this.#total }),
      write: (text) => stderr.write(text),
      isTTY: stderr.isTTY,
      columns,
      now: () => now().getTime(),
    })
  }
}
