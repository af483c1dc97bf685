import { type Paint, plain, type Tone } from './paint.ts'
import { displayWidth, oneLine, truncate } from './text-width.ts'

export type Column = {
  readonly title: string
  readonly align?: 'left' | 'right'
  /** The fewest cells that it may be cut down to when the terminal is narrow; without it, it is never cut. */
  readonly min?: number
}

export type Cell = string | { readonly text: string; readonly tone: Tone }

const GAP = '  '

/**
 * A table as text, with a line end after each row. With `width` (the terminal's columns) the widest columns
 * that may shrink are cut, and what was cut ends in an ellipsis; without it nothing is cut, so that a pipe
 * gets everything. Cells are made safe for a terminal first.
 */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  options: { readonly width?: number; readonly paint?: Paint } = {},
): string {
  const { width, paint = plain } = options
  const cells = rows.map((row) => columns.map((_, index) => safe(row[index] ?? '')))
  const natural = columns.map(({ title }, index) =>
    Math.max(displayWidth(title), ...cells.map((row) => displayWidth(row[index]!.text))),
  )
  const widths = width === undefined ? natural : fit(columns, natural, width)
  const line = (parts: readonly { text: string; tone?: Tone }[]): string =>
    parts
      .map(({ text, tone }, index) => {
        const shown = truncate(text, widths[index]!)
        const padding = ' '.repeat(widths[index]! - displayWidth(shown))
        const painted = tone === undefined ? shown : paint(tone, shown)
        if (columns[index]!.align === 'right') return padding + painted
        // No blanks behind the last column: they would wrap on a terminal of exactly this width.
        return index === columns.length - 1 ? painted : painted + padding
      })
      .join(GAP)
      .trimEnd()
  const head = line(columns.map(({ title }) => ({ text: title, tone: 'strong' })))
  return [head, ...cells.map(line)].map((text) => `${text}\n`).join('')
}

const safe = (cell: Cell): { text: string; tone?: Tone } =>
  typeof cell === 'string' ? { text: oneLine(cell) } : { text: oneLine(cell.text), tone: cell.tone }

/** Takes cells from the widest column that may shrink, one at a time, until the line fits or none can shrink. */
function fit(columns: readonly Column[], natural: readonly number[], width: number): readonly number[] {
  const widths = [...natural]
  let excess = widths.reduce((sum, cells) => sum + cells, GAP.length * (columns.length - 1)) - width
  while (excess > 0) {
    let widest = -1
    for (const [index, { min }] of columns.entries()) {
      if (min === undefined || widths[index]! <= min) continue
      if (widest === -1 || widths[index]! > widths[widest]!) widest = index
    }
    if (widest === -1) break
    widths[widest]! -= 1
    excess -= 1
  }
  return widths
}
