import { type Party, PartyLink } from '@trustlane/contracts'
import { oneLine } from '@trustlane/service-kit'
import { linkKeyFor, proposeLink } from '@trustlane/trader-status'
import { EXIT, type ExitCode, usageError } from '../exit.ts'
import { instantOf } from '../instant.ts'
import type { Io } from '../io.ts'
import { linkRecord } from '../link-records.ts'
import { programmeArgument } from '../list-source.ts'
import { openWorkspace } from '../workspace.ts'
import { meaningOf } from './links-list.ts'

export type LinksAddArgs = {
  readonly data: string
  /** `f1:…`, or a scheme and a value; or else the party as the manifests write it. */
  readonly key?: string
  readonly name?: string
  readonly country?: string
  readonly street?: string
  readonly city?: string
  readonly postcode?: string
  /** `PROGRAMME/MEMBER`. */
  readonly member?: string
  /** `PROGRAMME/MEMBER`, or `any`. */
  readonly notMember?: string
  readonly grounds: string
  readonly evidence: string
  readonly until?: string
  readonly by?: string
}

/** Proposes a link. It does not count before another person has approved it. */
export async function linksAdd(args: LinksAddArgs, io: Io): Promise<ExitCode> {
  const { data, by = io.user, evidence } = args
  const key = linkKeyFor(args.key ?? partyOf(args))
  if (!key.ok) throw usageError(key.problem)
  if ((args.member === undefined) === (args.notMember === undefined)) {
    throw usageError('say who it is with --member, or who it is not with --not-member')
  }
  const member = args.member === undefined ? undefined : memberArgument('--member', args.member)
  const notMember =
    args.notMember === undefined || args.notMember === 'any'
      ? undefined
      : memberArgument('--not-member', args.notMember)
  const proposed = proposeLink({
    key: key.value,
    grounds: groundsArgument(args.grounds),
    evidence,
    by,
    at: io.now(),
    ...(member !== undefined && { member }),
    ...(notMember !== undefined && { notMember }),
    ...(args.until !== undefined && { validTo: instantOf('--until', args.until) }),
  })
  if (!proposed.ok) throw usageError(proposed.problem)
  const link = proposed.value

  await using workspace = await openWorkspace({ folder: data, create: true })
  const subject = member ?? notMember
  if (subject !== undefined) {
    const found = await workspace.find(subject.memberId)
    if (!found.some(({ membership }) => membership.programme === subject.programme)) {
      io.stderr.write(
        `${oneLine(subject.memberId)} is on no list of ${subject.programme} that is loaded: check the number\n`,
      )
    }
  }
  await workspace.append([linkRecord(link, by, io.now())])
  await io.stdout.write(
    `proposed ${link.linkId}: ${oneLine(`${link.key} ${meaningOf(link)}`)}, until before ${link.validTo}\n` +
      `another person approves it: trustlane links approve ${link.linkId.slice(0, 8)} --by NAME\n`,
  )
  return EXIT.ok
}

function partyOf({ name, country, street, city, postcode }: LinksAddArgs): Party {
  if (name === undefined)
    throw usageError(
      'name the key with --key, or the party with --name, --country and --postcode (or --city and --street)',
    )
  return {
    role: 'other',
    name,
    identifiers: [],
    ...(country !== undefined && { country: country.toUpperCase() }),
    address: {
      ...(street !== undefined && { lines: [street] }),
      ...(city !== undefined && { city }),
      ...(postcode !== undefined && { postcode }),
    },
  }
}

function memberArgument(option: string, text: string): { programme: string; memberId: string } {
  const [, programme, memberId] = /^([^/]+)\/(.+)$/.exec(text) ?? []
  if (programme === undefined || memberId === undefined) {
    throw usageError(`${option} "${text}": expected PROGRAMME/MEMBER, such as JP-AEO/JP-0001`)
  }
  return { programme: programmeArgument(option, programme), memberId }
}

function groundsArgument(text: string): PartyLink['grounds'] {
  const { options } = PartyLink.shape.grounds
  const known = options.find((each) => each === text)
  if (known !== undefined) return known
  throw usageError(`--grounds "${text}": expected one of ${options.join(', ')}`)
}
