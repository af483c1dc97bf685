import { type Rule, when } from './rule.ts'

/** Group 0: what is not decided at all. Withdrawals are not rules: see `decideWithdrawal`. */
export const notDecidedRules: readonly Rule[] = [
  {
    id: 'not-decided.test-message',
    group: 'not-decided',
    codes: ['TEST_MESSAGE'],
    source: 'UN/EDIFACT ISO 9735 data element 0035; X12 ISA15',
    find: ({ filing }) => when(filing.manifest.test, { code: 'TEST_MESSAGE' }),
  },
  {
    id: 'not-decided.out-of-scope',
    group: 'not-decided',
    codes: ['OUT_OF_SCOPE'],
    source: 'Product: empty equipment and ship’s stores are no trade between firms',
    find: ({ filing }) => {
      const what = filing.consignment.outOfScope
      return what === undefined ? [] : [{ code: 'OUT_OF_SCOPE', detail: { what } }]
    },
  },
  {
    id: 'not-decided.consolidated-master',
    group: 'not-decided',
    codes: ['MASTER_ONLY'],
    source: 'Product: a consolidation has the forwarder as its parties; UN/EDIFACT 1001 code 741',
    find: ({ filing }) => when(filing.consignment.consolidated === true, { code: 'MASTER_ONLY' }),
  },
  {
    id: 'not-decided.no-frontier',
    group: 'not-decided',
    codes: ['MRA_NOT_APPLICABLE'],
    source: 'Union Customs Code, article 4: a customs union is one territory',
    find: ({ corridor: { from, to } }) =>
      from !== undefined && from === to ? [{ code: 'MRA_NOT_APPLICABLE', detail: { territory: from } }] : [],
  },
]
