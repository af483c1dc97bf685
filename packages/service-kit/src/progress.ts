import { displayWidth, truncate } from './text-width.ts'

export type Progress = {
  /** How far it has come, in the same unit as `total`; `note` stands behind the numbers. */
  update(done: number, note?: string): void
  /** Shows the final state and ends the line. */
  finish(): void
}

export type ProgressOptions = {
  readonly label: string
  /** Absent when it is not known beforehand: then only the count is shown. */
  readonly total?: number
  readonly write: (text: string) => unknown
  readonly isTTY: boolean
  readonly columns: number
  /** Milliseconds; a clock as an argument, so that a test has its own. */
  readonly now: () => number
}

const BAR_CELLS = 24
const REDRAW_MS = 100
const LINE_MS = 5_000

/** A bar that is drawn over itself on a terminal; elsewhere a line every five seconds and one at the end. */
export function createProgress(options: ProgressOptions): Progress {
  const { label, total, write, isTTY, columns, now } = options
  const started = now()
  let drawnAt = started
  let drawnCells = 0
  let done = 0
  let note: string | undefined

  const describe = (): string => {
    const seconds = (now() - started) / 1000
    const rate = seconds > 0 ? Math.round(done / seconds) : undefined
    const left = total !== undefined && rate ? Math.ceil(Math.max(0, total - done) / rate) : undefined
    return [
      label,
      ...(isTTY && total ? [bar(done / total)] : []),
      total === undefined ? count(done) : `${count(done)} of ${count(total)}`,
      ...(rate === undefined ? [] : [`${count(rate)}/s`]),
      ...(left ? [`${left} s left`] : []),
      ...(note === undefined ? [] : [note]),
    ].join('  ')
  }

  const draw = (end: boolean): void => {
    drawnAt = now()
    if (!isTTY) return void write(`${describe()}\n`)
    const text = truncate(describe(), columns - 1)
    const cells = displayWidth(text)
    write(`\r${text}${' '.repeat(Math.max(0, drawnCells - cells))}${end ? '\n' : ''}`)
    drawnCells = cells
  }

  return {
    update(value, text) {
      done = value
      note = text
      if (now() - drawnAt >= (isTTY ? REDRAW_MS : LINE_MS)) draw(false)
    },
    finish: () => draw(true),
  }
}

function bar(share: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * BAR_CELLS)
  return '█'.repeat(full) + '░'.repeat(BAR_CELLS - full)
}

const count = (value: number): string => value.toLocaleString('en-GB')
