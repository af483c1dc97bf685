import type { PartyLink } from '@trustlane/contracts'
import { type Cell, renderTable, type Tone } from '@trustlane/service-kit'
import { EXIT, type ExitCode } from '../exit.ts'
import { type Io, jsonLine, look } from '../io.ts'
import { recordedLinks } from '../link-records.ts'
import { openWorkspace } from '../workspace.ts'

export type LinksListArgs = {
  readonly data: string
  /** Also those that are revoked or have ended. */
  readonly all?: boolean
  readonly json?: boolean
}

const COLUMNS = [
  { title: 'Link' },
  { title: 'State' },
  { title: 'Key', min: 14 },
  { title: 'Means', min: 14 },
  { title: 'Grounds', min: 12 },
  { title: 'Made by', min: 8 },
  { title: 'Checked by', min: 10 },
  { title: 'Until' },
]
const TONES: Readonly<Record<PartyLink['state'], Tone>> = {
  proposed: 'attention',
  confirmed: 'good',
  revoked: 'quiet',
  other: 'quiet',
}
/** Enough of a UUID to tell links apart; more is taken where it is not. */
const SHORT = 8

/** Lists verified links, those that count or wait for approval. */
export async function linksList(
  { data, all = false, json = false }: LinksListArgs,
  io: Io,
): Promise<ExitCode> {
  await using workspace = await openWorkspace({ folder: data })
  const now = io.now().getTime()
  const links = [...(await recordedLinks(workspace)).values()].filter(
    ({ state, validTo }) => all || (state !== 'revoked' && Date.parse(validTo) > now),
  )
  if (json) {
    for (const link of links) await io.stdout.write(jsonLine(link))
    return EXIT.ok
  }
  if (links.length === 0) await io.stdout.write(`No links${all ? '' : ' that count or wait'}.\n`)
  else
    await io.stdout.write(
      renderTable(
        COLUMNS,
        links.map((link) => rowOf(link, shortLength(links))),
        look(io),
      ),
    )
  return EXIT.ok
}

function shortLength(links: readonly PartyLink[]): number {
  for (let length = SHORT; length < 36; length += 4) {
    if (new Set(links.map(({ linkId }) => linkId.slice(0, length))).size === links.length) return length
  }
  return 36
}

const rowOf = (link: PartyLink, length: number): Cell[] => [
  link.linkId.slice(0, length),
  { text: link.state, tone: TONES[link.state] },
  link.key,
  meaningOf(link),
  link.grounds,
  link.madeBy,
  link.checkedBy ?? '',
  link.validTo.slice(0, 10),
]

/** Whom the key stands for, or whom it must not be taken for. */
export function meaningOf({ member, notMember }: PartyLink): string {
  if (member !== undefined) return `is ${member.programme} ${member.memberId}`
  return notMember === undefined ? 'is no member' : `is not ${notMember.programme} ${notMember.memberId}`
}
