import { type Decision, PartyRole, type PreviousDecision } from '@trustlane/contracts'

/**
 * The key parties that a decision's blocking reasons are about: what the decision on the next version is told,
 * to notice that one of them is gone. One that had gone already stays on the list, so that sending the bill
 * once more does not make it forgotten.
 */
export function blockedKeyParties({ reasons, parties }: Decision): PreviousDecision['blocked'] {
  const blocked = reasons
    .filter(({ effect }) => effect === 'blocks')
    .flatMap(({ code, party, detail }) => {
      if (code === 'KEY_PARTY_CHANGED') return [{ role: detail?.['role'], key: detail?.['key'] }]
      const result = party === undefined ? undefined : parties[party]
      return result?.isKeyParty === true ? [{ role: result.role, key: result.key }] : []
    })
    .flatMap(({ role, key }) => {
      const known = PartyRole.safeParse(role)
      return known.success && key !== undefined ? [{ role: known.data, key }] : []
    })
  return [...new Map(blocked.map((one) => [`${one.role} ${one.key}`, one])).values()]
}
