import { isDeepStrictEqual } from 'node:util'
import type { TraderStatusEvent } from '@trustlane/contracts'
import { memberKey } from '@trustlane/trader-status'
import type { Workspace } from './workspace.ts'

/** A record that stands by itself, not in a list. */
export type Change = Extract<TraderStatusEvent, { kind: 'member' | 'removed' }>

/** Members of whom it is asked, one by one, whether their change counts. */
const ASKED = 1000

const ofMember = (change: Change) => (change.kind === 'member' ? change.membership : change)
const isEvidence = ({ source }: Pick<Change, 'source'>): boolean => source.kind === 'evidence'

async function isInForce(workspace: Workspace, change: Change): Promise<boolean> {
  const { memberId } = ofMember(change)
  const there = (await workspace.find(memberId)).find(
    (stored) =>
      memberKey(stored.membership) === memberKey(ofMember(change)) &&
      isEvidence(stored) === isEvidence(change),
  )
  return change.kind === 'removed'
    ? there === undefined
    : isDeepStrictEqual(there?.membership, change.membership)
}

/**
 * What single records have changed, once they were applied, as the end of a sentence: a store ignores those that
 * are older than what their programme has said since. A file of more than 1,000 members is not asked after.
 */
export async function changeEffect(workspace: Workspace, changes: readonly Change[]): Promise<string> {
  // What a file says of a member last is what it says.
  const last = new Map(changes.map((change) => [memberKey(ofMember(change)), change]))
  if (last.size > ASKED) return 'applied, except what is older than what is in force'
  let overtaken = 0
  for (const change of last.values()) if (!(await isInForce(workspace, change))) overtaken += 1
  if (overtaken === 0) return 'in force now'
  return overtaken === last.size
    ? 'older than what is in force, it changes nothing'
    : `in force now, except ${overtaken} older than what is in force, which changes nothing`
}
