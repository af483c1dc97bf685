import { oneLine } from '@trustlane/service-kit'
import { type ListItem, problemText } from '@trustlane/trader-status'
import type { Io } from './io.ts'

const SHOWN_FAULTS = 100

/** Tells of broken rows on standard error, the first hundred, once however often the file is read; and counts them. */
export class ListFaults {
  readonly #file: string
  readonly #io: Io
  readonly #rows = new Set<number>()
  #reads = 0
  #shown = 0

  constructor(file: string, io: Io) {
    this.#file = file
    this.#io = io
  }

  get rows(): number {
    return this.#rows.size
  }

  async *told(items: AsyncIterable<ListItem>): AsyncGenerator<ListItem> {
    this.#reads += 1
    const isFirst = this.#reads === 1
    for await (const item of items) {
      if ('problem' in item && isFirst) {
        this.#rows.add(item.row)
        if (this.#shown < SHOWN_FAULTS)
          this.#io.stderr.write(`${oneLine(`${this.#file}: ${problemText(item)}`)}\n`)
        this.#shown += 1
      }
      yield item
    }
    if (isFirst && this.#shown > SHOWN_FAULTS) {
      this.#io.stderr.write(`${this.#file}: and ${this.#shown - SHOWN_FAULTS} more\n`)
    }
  }
}
