import type { Membership } from '@trustlane/contracts'

/** What a file says about those who are not in it; `changes` are single members and removals, not a list. */
export type ListFileKind = 'complete' | 'published' | 'evidence' | 'changes'

/** What a JSON or NDJSON file says of itself; CSV has no place for it. */
export type ListHead = {
  readonly programme?: string
  readonly kind?: ListFileKind
  readonly asOf?: string
}

/** What is wrong and where: the column (in JSON the path of the field), what stood there, what should. */
export type ListProblem = {
  readonly column?: string
  readonly found?: string
  readonly expected: string
  /** True when nothing of the file can be relied on, such as an unknown column. */
  readonly isFatal: boolean
}

export type Evidence = { readonly reference: string; readonly checkedBy: string; readonly expires: string }

export type ListMember = {
  readonly row: number
  readonly membership: Membership
  readonly sequence?: number
  readonly evidence?: Evidence
}
export type ListRemoval = {
  readonly row: number
  readonly removed: { readonly programme: string; readonly memberId: string }
  readonly sequence?: number
}
export type ListFault = { readonly row: number; readonly line?: number; readonly problem: ListProblem }

/** One thing read from a list file. Rows count from 1 without the header, lines from 1 with it. */
export type ListItem = { readonly row: 0; readonly head: ListHead } | ListMember | ListRemoval | ListFault

/** A problem as one line for a person. */
export function problemText({ row, line, problem }: ListFault): string {
  const { column, found, expected } = problem
  const place = [
    line === undefined ? (row > 0 ? `member ${row}` : undefined) : `line ${line}`,
    column === undefined ? undefined : `column ${column}`,
  ].filter((part) => part !== undefined)
  const what = found === undefined ? `expected ${expected}` : `found "${found}", expected ${expected}`
  return place.length === 0 ? what : `${place.join(', ')}: ${what}`
}
