import type { FoundMembership, Reason } from '@trustlane/contracts'
import { heldBy, type Judged } from './judged.ts'
import { isAhead } from './membership-validity.ts'
import { reliedImporters } from './own-status.ts'

/**
 * The first instant at which something that a decision relies on ends: a membership, a loss announced for
 * later, its evidence, a link, the arrangement, a refusal to come, an override. Not the age of a list.
 * `undefined` when nothing that it relies on has an end.
 */
export function goodUntil(subject: Judged, grounds: Reason): string | undefined {
  const ends =
    grounds.code === 'MANUAL_OVERRIDE' ? [subject.facts.override?.expires] : endsOf(subject, grounds)
  // What lies behind did not end it: a refusal that is over, a revalidation that nobody asks an importer for.
  const instants = ends
    .map((end) => (end === undefined ? Number.NaN : Date.parse(end)))
    .filter((instant) => instant > subject.now)
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
  { policy, now }: Judged,
  { status, statusFrom, validTo, revalidationDue, source, match }: FoundMembership,
): (string | undefined)[] {
  return [
    validTo,
    status === 'certified' ? undefined : statusFrom,
    // Of an importer an overdue one is not asked about.
    policy.revalidationOverdue === 'review' && revalidationDue !== undefined && isAhead(revalidationDue, now)
      ? revalidationDue
      : undefined,
    source.kind === 'evidence' ? source.expires : undefined,
    match.link?.validTo,
  ]
}

/** Refusals of the benefit that are still to begin. */
const refusalsOf = ({ facts, corridor, now }: Judged, { programme, memberId }: FoundMembership): string[] =>
  facts.denials
    .filter((one) => one.programme === programme && one.memberId === memberId && one.to === corridor.to)
    .map(({ from }) => from)
    .filter((from) => isAhead(from, now))
