import type { Case } from '../case.ts'
import { conveyedBy, isEntrySummary } from '../conveyed.ts'
import { statusAt } from '../membership-validity.ts'
import type { Finding, Rule } from './rule.ts'

/** Group 7: whether the destination's customs can see the status. */
export const CONVEYANCE_RULES: readonly Rule<Case>[] = [
  {
    id: 'conveyance.not-conveyed',
    group: 'conveyance',
    codes: ['STATUS_NOT_CONVEYED'],
    source: 'domain 8, "Conveyance", policy `conveyance`; per direction its own source in the data',
    find({ keyParties, choice, inbound, policy, filing, at, now }) {
      if (policy.conveyance === 'off') return []
      return keyParties.flatMap((key): Finding[] => {
        if (key.standing.kind !== 'member' || statusAt(key.standing.membership, now) !== 'certified')
          return []
        const direction = choice.chosen?.direction ?? (key.viaDestination ? inbound : undefined)
        // An entry summary declaration is the message in which it was due: no later one will show it.
        const isAskedHere = direction?.conveyance.onlyInEntrySummary === true
        const mustBeInMessage = isAskedHere ? isEntrySummary(filing) : policy.conveyance === 'in-message'
        const conveyed = conveyedBy(key, key.standing.membership, direction, at)
        const passes =
          conveyed === 'in-message' ||
          conveyed === 'not-established' ||
          (conveyed === 'on-file' && !mustBeInMessage)
        if (passes || direction === undefined) return []
        const { methods, channel } = direction.conveyance
        const detail = { method: methods.join(' or '), channel }
        return [{ code: 'STATUS_NOT_CONVEYED', party: key.view.index, detail }]
      })
    },
  },
]
