import type {
  FoundMembership,
  ListState,
  Match,
  MatchGrade,
  Membership,
  PartyLink,
  StatusSource,
} from '@trustlane/contracts'
import { normalIdPart } from '@trustlane/contracts'
import { agreementOf } from './agreement.ts'
import { GRADES, type PartyKeys } from './port.ts'
import { isSamePerson } from './same-person.ts'

/** A member as a store holds it, with what grading its match needs. */
export type HeldMember = {
  readonly membership: Membership
  readonly source: StatusSource
  /** The list that it stands on; absent where changes came without any list. */
  readonly list?: Pick<ListState, 'list' | 'partial'>
  /** When its registered name or seat was last seen to change: links checked before that have lapsed. */
  readonly seatSince?: string
}

/** What a store found: members by the party's keys and by `memberKey`, links by the key they are tied to. */
export type Hits = {
  readonly members: ReadonlyMap<string, readonly HeldMember[]>
  readonly links: ReadonlyMap<string, readonly PartyLink[]>
}

type MemberRef = { readonly programme: string; readonly memberId: string }
type Candidate = { readonly held: HeldMember; readonly match: Omit<Match, 'agreement'> }

/** Candidates by name are hints for a person: more of one programme than this help nobody. */
const MAX_CANDIDATES = 5

/** Key of a membership: also of its records on `trader.status`. */
export const memberKey = ({ programme, memberId }: MemberRef): string => `${programme}:${memberId}`

/**
 * Whether a link counts at `at`: confirmed, by somebody else than its maker, and not over. The end is the
 * first instant at which it no longer counts.
 */
export function isLinkInForce(link: PartyLink, at: Date): boolean {
  return (
    link.state === 'confirmed' &&
    link.checkedBy !== undefined &&
    !isSamePerson(link.checkedBy, link.madeBy) &&
    Date.parse(link.validFrom) <= at.getTime() &&
    at.getTime() < Date.parse(link.validTo)
  )
}

/**
 * The memberships that a party was found to hold, per programme those of the best grade (domain section 8).
 * Several of one grade are all given back, for `decide` to see that they are ambiguous.
 *
 * A is a number that a programme issued. B is a link in force whose member is still there and has not changed
 * its name or seat since the link was checked. C is the fingerprint, on a complete list from which no row was
 * left out; elsewhere it proves no uniqueness and is D, as the bare name is. A link that says "not this
 * member" takes away B of its own key, and C and D.
 */
export function resolveParty(keys: PartyKeys, hits: Hits, at: Date): FoundMembership[] {
  const links = keys.linkable
    .flatMap((key) => hits.links.get(key) ?? [])
    .filter((link) => isLinkInForce(link, at))
  const denials = links.filter(({ member }) => member === undefined)
  const isDenied = (ref: MemberRef, key?: string): boolean =>
    denials.some(
      (denial) =>
        (key === undefined || denial.key === key) &&
        (denial.notMember === undefined || memberKey(denial.notMember) === memberKey(ref)),
    )

  const candidates = [
    ...keys.issued.flatMap((key) =>
      byKey(key, () => ({ grade: 'A', by: `identifier:${key.split(':')[1]}` })),
    ),
    ...links.flatMap((link) => byLink(link)),
    ...(keys.fingerprint === undefined ? [] : byKey(keys.fingerprint, gradeOfFingerprint)),
    ...(keys.name === undefined ? [] : byKey(keys.name, () => ({ grade: 'D', by: 'name' }))),
  ].filter(({ held, match }) => match.grade === 'A' || match.grade === 'B' || !isDenied(held.membership))
  return bestOf(candidates).map(({ held, match }) => ({
    ...withoutIdentity(held.membership),
    source: held.source,
    match: {
      ...match,
      ...(match.grade === 'A' && { numbers: numbersOf(held.membership) }),
      agreement: agreementOf(keys, held.membership),
    },
  }))

  /** A second number beside the one that hit may be anybody's: it is said which of them are the member's. */
  function numbersOf(member: MemberRef): string[] {
    const own = keys.issued.filter((key) =>
      hits.members.get(key)?.some(({ membership }) => memberKey(membership) === memberKey(member)),
    )
    return [...new Set(own.map((key) => normalIdPart(key.split(':').slice(2).join(':'))))]
  }

  function byKey(key: string, matchOf: (held: HeldMember) => Candidate['match']): Candidate[] {
    return oneRecordEach(hits.members.get(key) ?? []).map((held) => ({ held, match: matchOf(held) }))
  }

  function byLink(link: PartyLink): Candidate[] {
    const { member, linkId, validTo, checkedAt, validFrom } = link
    if (member === undefined || isDenied(member, link.key)) return []
    const checked = Date.parse(checkedAt ?? validFrom)
    return oneRecordEach(hits.members.get(memberKey(member)) ?? [])
      .filter(({ seatSince }) => seatSince === undefined || Date.parse(seatSince) <= checked)
      .map((held) => ({ held, match: { grade: 'B', by: 'link', link: { linkId, validTo } } }))
  }
}

const gradeOfFingerprint = ({ list }: HeldMember): Candidate['match'] => ({
  grade: list?.list === 'complete' && !list.partial ? 'C' : 'D',
  by: 'fingerprint',
})

/** A membership may stand on a list and in a record of evidence: the one that says less for it counts, else the list. */
function oneRecordEach(held: readonly HeldMember[]): readonly HeldMember[] {
  const chosen = new Map<string, HeldMember>()
  for (const member of held) {
    const key = memberKey(member.membership)
    const other = chosen.get(key)
    if (other === undefined || isBefore(member, other)) chosen.set(key, member)
  }
  return [...chosen.values()]
}

function isBefore(a: HeldMember, b: HeldMember): boolean {
  const certified = (member: HeldMember): boolean => member.membership.status === 'certified'
  if (certified(a) !== certified(b)) return certified(b)
  return a.source.kind !== 'evidence' && b.source.kind === 'evidence'
}

function bestOf(candidates: readonly Candidate[]): readonly Candidate[] {
  const best = new Map<string, MatchGrade>()
  for (const { held, match } of candidates) {
    const { programme } = held.membership
    const known = best.get(programme)
    if (known === undefined || GRADES.indexOf(match.grade) < GRADES.indexOf(known)) {
      best.set(programme, match.grade)
    }
  }
  const kept = new Map<string, Candidate>()
  const candidatesOf = new Map<string, number>()
  for (const candidate of candidates) {
    const { programme } = candidate.held.membership
    const key = memberKey(candidate.held.membership)
    if (candidate.match.grade !== best.get(programme) || kept.has(key)) continue
    const count = (candidatesOf.get(programme) ?? 0) + 1
    if (candidate.match.grade === 'D' && count > MAX_CANDIDATES) continue
    candidatesOf.set(programme, count)
    kept.set(key, candidate)
  }
  return [...kept.values()]
}

const withoutIdentity = ({
  names: _names,
  addresses: _addresses,
  identifiers: _identifiers,
  ...rest
}: Membership): Omit<Membership, 'names' | 'addresses' | 'identifiers'> => rest
