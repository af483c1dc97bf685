import type { FoundMembership, PartyResult, PartyRole, Reason } from '@trustlane/contracts'
import { listOf } from './case.ts'
import { hasProgrammeIdentifier } from './claims.ts'
import { type Concluded, heldBy } from './judged.ts'
import { reliedImporters } from './own-status.ts'
import { matchedMemberships, type PartyView } from './party-view.ts'
import { programmeOf } from './programmes.ts'
import { type Standing, standingIn } from './standing.ts'

const IMPORTING: readonly PartyRole[] = ['importer', 'consignee', 'buyer', 'notify', 'ship-to']

/** For every party of the bill what was found, and whether the decision relies on it. */
export const partyResults = (subject: Concluded, grounds: Reason | undefined): PartyResult[] => {
  const counted = new Set(countedParties(subject, grounds))
  return subject.parties.map((view) => resultOf(subject, view, counted.has(view.index)))
}

/** Parties whose status met the conditions: the key parties that did, and importers where they are relied on too. */
export function countedParties(subject: Concluded, grounds: Reason | undefined): number[] {
  const keys =
    grounds?.code === 'NATIONAL_STATUS_RELIED'
      ? []
      : subject.keyParties.filter((key) => heldBy(subject, key) !== undefined).map(({ view }) => view.index)
  const importers = grounds === undefined ? [] : reliedImporters(subject, grounds.code)
  return [...new Set([...keys, ...importers.map(({ view }) => view.index)])].toSorted((a, b) => a - b)
}

function resultOf(subject: Concluded, view: PartyView, counted: boolean): PartyResult {
  const key = subject.keyParties.find((one) => one.view === view)
  const programme = key === undefined ? programmeOfSide(subject, view) : key.programme
  const standing = bestStanding(view, programme, subject.now, key?.standing)
  const result: PartyResult = {
    party: view.index,
    role: view.party.role,
    isKeyParty: key !== undefined,
    found: foundAs(subject, view, standing, programme),
    counted,
  }
  if (view.facts.key !== undefined) result.key = view.facts.key
  return standing.kind === 'member' ? { ...result, ...described(standing.membership) } : result
}

/** The programme that would know the party: that of the side on which it stands. */
function programmeOfSide({ corridor: { from, to } }: Concluded, { party }: PartyView): string | undefined {
  const territory = IMPORTING.includes(party.role) ? to : from
  return territory === undefined ? undefined : programmeOf(territory)?.code
}

/** A party that the programme of its side does not know is shown as what another one knows it for. */
function bestStanding(
  view: PartyView,
  programme: string | undefined,
  now: number,
  judged: Standing | undefined,
): Standing {
  const own = judged ?? standingIn(programme, now, [view.facts])
  if (own.kind !== 'none') return own
  const [other] = matchedMemberships(view.facts)
    .map((membership) => membership.programme)
    .toSorted()
  return other === undefined ? anyCandidate(view, own) : standingIn(other, now, [view.facts])
}

const anyCandidate = ({ facts }: PartyView, own: Standing): Standing =>
  facts.kind === 'answered' && facts.memberships.length > 0 ? { kind: 'candidate' } : own

function foundAs(
  subject: Concluded,
  view: PartyView,
  standing: Standing,
  programme: string | undefined,
): PartyResult['found'] {
  if (standing.kind !== 'none') return standing.kind
  const list = listOf(subject, programme)
  const isWhole = list?.list === 'complete' && !list.partial
  return isWhole && hasProgrammeIdentifier(view) ? 'not-listed' : 'not-identified'
}

const described = ({ programme, memberId, status, match, source }: FoundMembership) => ({
  programme,
  memberId,
  status,
  grade: match.grade,
  asOf: source.asOf,
})
