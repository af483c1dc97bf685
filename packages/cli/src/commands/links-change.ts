import { type PartyLink, TOPICS } from '@trustlane/contracts'
import { oneLine } from '@trustlane/service-kit'
import { approveLink, type LinkAnswer, revokeLink } from '@trustlane/trader-status'
import { CliError, EXIT, type ExitCode } from '../exit.ts'
import type { Io } from '../io.ts'
import { linkNamed, linkRecord } from '../link-records.ts'
import { appliedText, untilApplied } from '../pending.ts'
import { openWorkspace } from '../workspace.ts'

export type LinksChangeArgs = { readonly id: string; readonly data: string; readonly by?: string }

type Change = (link: PartyLink, person: { by: string; at: Date }) => LinkAnswer<PartyLink>

/** Confirms a proposed link. Refused to the person who made it. */
export const linksApprove = (args: LinksChangeArgs, io: Io): Promise<ExitCode> =>
  change(args, io, approveLink, 'approved')

/** Ends a link at once. One person may do it: it takes trust away. */
export const linksRevoke = (args: LinksChangeArgs, io: Io): Promise<ExitCode> =>
  change(args, io, revokeLink, 'revoked')

async function change(
  { id, data, by }: LinksChangeArgs,
  io: Io,
  make: Change,
  done: string,
): Promise<ExitCode> {
  await using workspace = await openWorkspace({ folder: data })
  const at = io.now()
  const person = by ?? io.user
  const changed = make(await linkNamed(workspace, id), { by: person, at })
  if (!changed.ok) throw new CliError(changed.problem)
  await workspace.append([linkRecord(changed.value, person, at)])
  const isApplied = await untilApplied(workspace, TOPICS.partyLink, { signal: io.signal })
  await io.stdout.write(
    `${done} ${changed.value.linkId} by ${oneLine(person)}; ${appliedText(workspace, isApplied)}\n`,
  )
  return EXIT.ok
}
