import type { Case } from '../case.ts'
import { findIf, type Rule } from './rule.ts'

/** Group 0: what is not decided at all. */
export const SCOPE_RULES: readonly Rule<Case>[] = [
  {
    id: 'scope.test-message',
    group: 'not-decided',
    codes: ['TEST_MESSAGE'],
    source: 'UN/EDIFACT 0035 and X12 ISA15, the test indicators; domain 9, group 0',
    find: ({ filing }) => findIf(filing.manifest.test, 'TEST_MESSAGE'),
  },
  {
    id: 'scope.withdrawn',
    group: 'not-decided',
    codes: ['CONSIGNMENT_WITHDRAWN'],
    source: 'UN/EDIFACT 1225, functions 1 and 3; domain 9, "Versions"',
    find: ({ filing }) => findIf(filing.manifest.function === 'cancellation', 'CONSIGNMENT_WITHDRAWN'),
  },
  {
    id: 'scope.nothing-traded',
    group: 'not-decided',
    codes: ['OUT_OF_SCOPE'],
    source: 'domain 9, group 0: empty equipment and stores are no trade',
    find({ filing }) {
      const { outOfScope } = filing.consignment
      // `other` is a kind that this build does not know: no ground to leave it undecided.
      return outOfScope === undefined || outOfScope === 'other'
        ? []
        : findIf(true, 'OUT_OF_SCOPE', { kind: outOfScope })
    },
  },
  {
    id: 'scope.consolidated-master',
    group: 'not-decided',
    codes: ['MASTER_ONLY'],
    source: 'domain 9, "Masters": its houses are decided instead',
    find: ({ filing }) => findIf(filing.consignment.consolidated === true, 'MASTER_ONLY'),
  },
  {
    id: 'scope.no-frontier',
    group: 'not-decided',
    codes: ['MRA_NOT_APPLICABLE'],
    source: 'domain 8, "Territories": within one customs territory no status is recognised across',
    find: ({ corridor: { from, to } }) =>
      from !== undefined && from === to ? findIf(true, 'MRA_NOT_APPLICABLE', { territory: from }) : [],
  },
]
