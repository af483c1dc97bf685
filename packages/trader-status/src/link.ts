import { IdentifierScheme, type Party, type PartyLink, uuidOf } from '@trustlane/contracts'
import { identifierKey, isIssued, partyKeys } from './party-keys.ts'
import { isSamePerson } from './same-person.ts'

/** What was asked for, or a sentence that says why it cannot be. */
export type LinkAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string }

export type LinkProposal = Pick<PartyLink, 'key' | 'member' | 'notMember' | 'grounds' | 'evidence'> & {
  readonly by: string
  readonly at: Date
  /** Twelve months after `at` when absent. */
  readonly validTo?: Date
}

const refused = (problem: string): { ok: false; problem: string } => ({ ok: false, problem })

/** The same day a year on; 29 February has its year on 1 March. */
function aYearAfter(at: Date): Date {
  const end = new Date(at)
  end.setUTCFullYear(end.getUTCFullYear() + 1)
  return end
}

/**
 * The key that a link is tied to: of a party its fingerprint, else its first other number; of a text the key
 * itself (`f1:…`), or an identifier as `mid:JPAOB123TOK` or `local:ISSUER:CODE`, with or without `id:`.
 * Numbers that a programme issued are refused: they are matched as they are, and a link on one is never read.
 */
export function linkKeyFor(source: Party | string): LinkAnswer<string> {
  if (typeof source !== 'string') {
    const [key] = partyKeys(source).linkable
    return key === undefined
      ? refused(
          'the party has neither a full name with country and place nor a number that a link can be tied to',
        )
      : { ok: true, value: key }
  }
  const text = source.trim()
  if (/^f1:[\w-]{22}$/.test(text)) return { ok: true, value: text }
  const [name = '', ...rest] = text.replace(/^id:/i, '').split(':')
  const scheme = IdentifierScheme.options.find((option) => option === name.trim().toLowerCase())
  if (scheme === undefined)
    return refused(`"${text}" is no key: expected f1:… or a scheme and a value, such as mid:JPAOB123TOK`)
  if (isIssued(scheme)) return refused(`${scheme} numbers are matched as they are, and need no link`)
  const [issuer = '', ...code] = rest
  const key =
    scheme === 'local'
      ? identifierKey({
          scheme,
          issuer: issuer.replaceAll('%3A', ':').replaceAll('%25', '%'),
          value: code.join(':'),
        })
      : identifierKey({ scheme, value: rest.join(':') })
  return key === undefined
    ? refused(
        scheme === 'local' ? 'a local code needs its issuer: local:ISSUER:CODE' : `"${text}" has no value`,
      )
    : { ok: true, value: key }
}

/** A link as its maker proposes it; it does not count before somebody else has approved it. */
export function proposeLink(proposal: LinkProposal): LinkAnswer<PartyLink> {
  const { key, member, notMember, grounds, evidence, by, at, validTo = aYearAfter(at) } = proposal
  if (by.trim() === '') return refused('a link needs the person who makes it')
  if (evidence.trim() === '')
    return refused('a link needs its evidence: the document, mail or entry that shows it')
  if (member !== undefined && notMember !== undefined)
    return refused('a link says either who it is or who it is not')
  if (validTo.getTime() <= at.getTime()) return refused('a link must end after it begins')
  const subject = member ?? notMember
  const madeAt = at.toISOString()
  return {
    ok: true,
    value: {
      linkId: uuidOf(
        'link',
        key,
        member === undefined ? 'not' : 'is',
        subject?.programme ?? '',
        subject?.memberId ?? '',
        by,
        madeAt,
      ),
      key,
      ...(member !== undefined && { member }),
      ...(notMember !== undefined && { notMember }),
      grounds,
      evidence: evidence.trim(),
      state: 'proposed',
      madeBy: by.trim(),
      madeAt,
      validFrom: madeAt,
      validTo: validTo.toISOString(),
    },
  }
}

/** Confirms a proposed link, from `at` on. The checker must be somebody else than the maker. */
export function approveLink(link: PartyLink, { by, at }: { by: string; at: Date }): LinkAnswer<PartyLink> {
  if (link.state !== 'proposed')
    return refused(`this link is ${link.state}; only a proposed one can be approved`)
  if (by.trim() === '') return refused('an approval needs the person who gives it')
  if (isSamePerson(by, link.madeBy))
    return refused(`${link.madeBy} made this link: a second person must approve it`)
  if (Date.parse(link.validTo) <= at.getTime())
    return refused(`this link ended on ${link.validTo}: make a new one`)
  const checkedAt = at.toISOString()
  const validFrom = Date.parse(link.validFrom) < at.getTime() ? checkedAt : link.validFrom
  return { ok: true, value: { ...link, state: 'confirmed', checkedBy: by.trim(), checkedAt, validFrom } }
}

/** Ends a link at once; one person may do it, since it takes trust away. */
export function revokeLink(link: PartyLink, { by, at }: { by: string; at: Date }): LinkAnswer<PartyLink> {
  if (link.state === 'revoked') return refused('this link is revoked already')
  if (by.trim() === '') return refused('a revocation needs the person who makes it')
  const validTo = Date.parse(link.validTo) > at.getTime() ? at.toISOString() : link.validTo
  return { ok: true, value: { ...link, state: 'revoked', revokedBy: by.trim(), validTo } }
}
