import type { Party, PartyFlag } from '@trustlane/contracts'

const TO_ORDER = /^(?:(?:UN)?TO (?:THE )?ORDER\b|AN ORDER$|ORDER(?: OF\b|$)|A LA ORDEN\b|A L ORDRE\b)/
const AGENT = /\bAS AGENTS? (?:FOR|OF)\b|\bON BEHALF OF\b|(?:^|\s)O\/B(?:\s|$)/

/** "TO ORDER", "TO THE ORDER OF ...", "A LA ORDEN" and their like: a negotiable bill, not a firm (or, after "OF", a bank). */
export function isToOrder(name: string): boolean {
  return TO_ORDER.test(
    plain(name)
      .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
  )
}

/** True when nothing of the name can be read: no letter or digit of any script, or characters lost on the way. */
export const isUnreadable = (name: string): boolean =>
  name.includes('\u{fffd}') || !/[\p{L}\p{N}]/u.test(name)

/** The party with the flags that its name gives, beside those it has. The spelling of the name stays. */
export function withNameFlags(party: Party): Party {
  const flags = new Set<PartyFlag>(party.flags)
  const { name } = party
  if (name !== undefined) {
    if (party.role === 'consignee' && isToOrder(name)) flags.add('to-order')
    if (AGENT.test(plain(name))) flags.add('agent')
    if (isUnreadable(name)) flags.add('unparseable')
  } else if (party.identifiers.length === 0) {
    flags.add('unparseable')
  }
  return flags.size === 0 ? party : { ...party, flags: [...flags] }
}

const plain = (name: string): string =>
  name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toUpperCase().replaceAll(/\s+/g, ' ').trim()
