import type { FoundMembership, Reason } from '@trustlane/contracts'
import { heldBy, type Judged } from './judged.ts'
import { reliedImporters } from './own-status.ts'

/**
 * The first instant at which something that a decision relies on ends: a membership, a loss announced for
 * later, its evidence, a link, the arrangement, a refusal to come, an override. Not the age of a list.
 * `undefined` when nothing that it relies on has an end.
 */
export function goodUntil(subject: Judged, grounds: Reason): string | undefined {
  const ends =
    grounds.code === 'MANUAL_OVERRIDE' ? [subject.facts.override?.expires] : endsOf(subject, grounds)
  const instants = ends.flatMap((end) => (end === undefined ? [] : [Date.parse(end)])).filter(Number.isFinite)
  return instants.length === 0 ? undefined : new Date(Math.min(...instants)).toISOString()
}

function endsOf(subject: Judged, { code }: Reason): (string | undefined)[] {
  const importers = reliedImporters(subject, code).map(({ membership }) => membership)
  if (code === 'NATIONAL_STATUS_RELIED') return importers.flatMap((held) => endsOfMembership(subject, held))
  const held = subject.keyParties.flatMap((key) => heldBy(subject, key) ?? [])
  const arrangementEnd =
    code === 'DESTINATION_PROGRAMME_MEMBER' ? undefined : subject.choice.chosen?.end?.toISOString()
  return [
    ...[...held, ...importers].flatMap((membership) => endsOfMembership(subject, membership)),
    ...held.flatMap((membership) => refusalsOf(subject, membership)),
    arrangementEnd,
  ]
}

function endsOfMembership(
  { policy }: Judged,
  { status, statusFrom, validTo, revalidationDue, source, match }: FoundMembership,
): (string | undefined)[] {
  return [
    validTo,
    status === 'certified' ? undefined : statusFrom,
    policy.revalidationOverdue === 'review' ? revalidationDue : undefined,
    source.kind === 'evidence' ? source.expires : undefined,
    match.link?.validTo,
  ]
}

const refusalsOf = ({ facts, corridor }: Judged, { programme, memberId }: FoundMembership): string[] =>
  facts.denials
    .filter((one) => one.programme === programme && one.memberId === memberId && one.to === corridor.to)
    .map(({ from }) => from)
