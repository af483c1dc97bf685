import {
  type Identifier,
  type ListState,
  type MemberAddress,
  type PartyLink,
  TOPICS,
} from '@trustlane/contracts'
import { oneLine } from '@trustlane/service-kit'
import type { StoredMember } from '@trustlane/trader-status'
import { CliError, EXIT, type ExitCode } from '../exit.ts'
import { type Io, jsonLine } from '../io.ts'
import { pendingOf } from '../pending.ts'
import { openWorkspace } from '../workspace.ts'

export type StatusShowArgs = { readonly id: string; readonly data: string; readonly json?: boolean }

/** Shows what the store knows of a member id or identifier, in every programme. Exit code 1 when it knows nothing. */
export async function statusShow({ id, data, json = false }: StatusShowArgs, io: Io): Promise<ExitCode> {
  await using workspace = await openWorkspace({ folder: data })
  const found = await workspace.find(id)
  const [lists, links] = await Promise.all([workspace.lists(), workspace.links()])
  const pending = await pendingOf(workspace, TOPICS.traderStatus)
  if (pending > 0) {
    const who = workspace.isRunning ? 'the running process' : 'the next "npm start"'
    io.stderr.write(`${pending} status records wait to be applied by ${who}\n`)
  }
  if (found.length === 0) throw new CliError(`no member is known under "${id}"${listsText(lists)}`)
  for (const [index, member] of found.entries()) {
    const { programme, memberId } = member.membership
    const own = links.filter(
      (link) => link.member?.programme === programme && link.member.memberId === memberId,
    )
    if (json) await io.stdout.write(jsonLine({ ...member, links: own }))
    else await io.stdout.write(`${index > 0 ? '\n' : ''}${described(member, lists[programme], own)}`)
  }
  return EXIT.ok
}

function listsText(lists: Readonly<Record<string, ListState>>): string {
  const loaded = Object.entries(lists).map(
    ([programme, { list, members }]) => `${programme} (${list}, ${members})`,
  )
  return loaded.length === 0 ? '; no list is loaded' : `; lists in force: ${loaded.join(', ')}`
}

function described(
  { membership, source }: StoredMember,
  list: ListState | undefined,
  links: readonly PartyLink[],
): string {
  const { programme, memberId, status, statusFrom, validFrom, validTo, names, addresses, identifiers } =
    membership
  const validity = [validFrom && `from ${validFrom}`, validTo && `until before ${validTo}`].filter(Boolean)
  const origin = [source.kind, source.name, source.reference].filter((part) => part !== undefined).join(', ')
  const kind = [
    membership.types.join(', ') || 'types not stated',
    membership.certificate,
    membership.tier && `tier ${membership.tier}`,
  ]
  const rows: [string, string][] = [
    ['status', statusFrom === undefined ? status : `${status} from ${statusFrom}`],
    ['kind', kind.filter((part) => part !== undefined).join(', ')],
    ['valid', validity.length === 0 ? 'no limits stated' : validity.join(' ')],
    ['consent', membership.consent],
    ...names.map((name, index): [string, string] => [index === 0 ? 'name' : 'alias', name]),
    ...addresses.map((address): [string, string] => ['address', addressText(address)]),
    ...identifiers.map((identifier): [string, string] => ['number', identifierText(identifier)]),
    ...membership.conveyance.map(({ method, value, destination }): [string, string] => [
      'conveyed',
      `${method} ${value}${destination === undefined ? '' : ` to ${destination}`}`,
    ]),
    ['source', `${origin}, as of ${source.asOf}`],
    [
      'list',
      list === undefined
        ? 'none in force'
        : `${list.list}, ${list.members} members, as of ${list.asOf}${list.partial ? ', partial' : ''}`,
    ],
    ...links.map(({ key, state, linkId }): [string, string] => ['link', `${state} ${key} (${linkId})`]),
  ]
  const head = oneLine(`${programme} ${memberId}`)
  return [head, ...rows.map(([label, text]) => `  ${label.padEnd(9)} ${oneLine(text)}`), ''].join('\n')
}

const addressText = ({ lines = [], city, postcode, region, country }: MemberAddress): string =>
  [...lines, city, postcode, region, country].filter((part) => part !== undefined).join(', ')

const identifierText = ({ scheme, value, issuer }: Identifier): string =>
  `${scheme} ${value}${issuer === undefined ? '' : ` (of ${issuer})`}`
