import type {
  ListState,
  MatchGrade,
  Membership,
  PartyFacts,
  PartyLink,
  StatusSource,
  TraderStatusEvent,
} from '@trustlane/contracts'

/**
 * The exact keys of a party, all of them asked in one look-up (domain section 8, match ladder). Made by
 * `partyKeys`; similarity is never computed here.
 */
export type PartyKeys = {
  /** Grade A: `id:<scheme>:<value>`, of identifiers that a programme issues. */
  readonly issued: readonly string[]
  /** Grade B: keys that a link may be tied to: fingerprint, MID, DUNS, local code. */
  readonly linkable: readonly string[]
  /** Grade C: `f1:…` of full name, country and place; absent when name or place is missing or cut. */
  readonly fingerprint?: string
  /** Grade D: `n1:…` of the name alone. */
  readonly name?: string
  /** Identity of the party across versions of a manifest: the strongest of the above. */
  readonly identity?: string
  /** Whole words of the name and the place, for comparing with the member's own: see `Match.agreement`. */
  readonly nameWords: readonly string[]
  readonly place: { readonly country?: string; readonly city?: string; readonly postcode?: string }
}

/** What a look-up answers for a whole batch: per party its facts, and the lists that were loaded. */
export type Lookup = {
  readonly parties: readonly PartyFacts[]
  readonly lists: Readonly<Record<string, ListState>>
}

/** A change to apply, with where it came from: the offset is stored together with the data. */
export type StatusChange = {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly event:
    | { readonly kind: 'status'; readonly value: TraderStatusEvent }
    | { readonly kind: 'link'; readonly value: PartyLink }
    /** A record that says nothing usable: only the mark moves. */
    | { readonly kind: 'skip' }
}

/** Offset to apply next, by `topic/partition`, as stored with the data. */
export type Marks = ReadonlyMap<string, number>

export type StoredMember = { readonly membership: Membership; readonly source: StatusSource }

export type StatusStore = {
  /** Facts, not judgements, for all parties in one round trip. Rejects with a retriable error when it is down. */
  lookup(parties: readonly PartyKeys[], at: Date): Promise<Lookup>
  /**
   * Applies changes and their marks in one transaction, in order. A change below its partition's mark is
   * ignored. What a programme said later counts, in whatever order it is loaded: lists and records by `asOf`,
   * records among themselves by `sequence`; of two that are equal, the one that trusts the member less.
   */
  apply(changes: readonly StatusChange[]): Promise<void>
  marks(): Promise<Marks>
  lists(): Promise<Readonly<Record<string, ListState>>>
  /** For `status show`: members with this member id or identifier, in any programme. */
  find(id: string): Promise<readonly StoredMember[]>
  /** For `links list`. */
  links(): Promise<readonly PartyLink[]>
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** Grades from best to worst. */
export const GRADES: readonly MatchGrade[] = ['A', 'B', 'C', 'D']
