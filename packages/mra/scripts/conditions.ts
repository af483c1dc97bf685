import type { Territory } from '../src/arrangement.ts'

/** What a condition of the source is read as. What no rule reads stays as text. */
export type Condition = {
  /** The side whose member needs a class of certificate. */
  readonly certificateOf?: Territory
  readonly consentOf?: Territory
  readonly excludesBrokers?: true
  /** Says how the status is conveyed, which the conveyance of the direction already holds. */
  readonly conveyance?: true
  readonly kept?: true
}

const BOTH_OF = (territory: Territory): Condition => ({ certificateOf: territory, consentOf: territory })

/** Every condition of the source: a new one has to be read by a person first. */
const CONDITIONS: ReadonlyMap<string, Condition> = new Map<string, Condition>([
  [
    'Japan-to-US: the Japanese AEO exporter status must be linked to the MID declared on the US entry (inferred from the CBP-wide MID mechanism; not confirmed in Japan-specific text)',
    { conveyance: true, kept: true },
  ],
  [
    'US-to-Japan: declare the C-TPAT member mutual-recognition code (12 digits) in the NACCS overseas consignor code field',
    { conveyance: true },
  ],
  ['Tier limit (validated Tier II/III) widely assumed, not confirmed for Japan', { kept: true }],
  ['EU member must hold AEOS or AEOF (AEOC alone gives nothing)', { certificateOf: 'EU' }],
  ['EU member must consent to data exchange', { consentOf: 'EU' }],
  ['EU member must link EORI to MID(s) in the CBP web application', { conveyance: true, kept: true }],
  ['Customs brokers on either side get no direct benefit', { excludesBrokers: true }],
  [
    'Either side may suspend treatment of a given operator and must inform the other of irregularities',
    { kept: true },
  ],
  [
    'Singapore member must be STP-Plus (plain STP is not the AEO-equivalent tier used in its MRAs)',
    { certificateOf: 'SG' },
  ],
  ['UK member must hold AEOS and have consented to sharing', BOTH_OF('GB')],
  ['UK member must hold AEOS and have consented', BOTH_OF('GB')],
  [
    'UK member must send HMRC its MID(s) and matching UK addresses; MID changes must be reported',
    { conveyance: true, kept: true },
  ],
  ['Brazil side: OEA-Seguranca modality', { certificateOf: 'BR' }],
  ['EU member must hold AEOS or AEOF and consent to data exchange', BOTH_OF('EU')],
  [
    'China recognises Japan AEO members; Japan recognises Advanced Certified Enterprises',
    { certificateOf: 'CN' },
  ],
  ['China side: Advanced Certified Enterprise', { certificateOf: 'CN' }],
  ['EU side: AEO with the security component', { certificateOf: 'EU' }],
  ['AEOS or AEOF on the EU side; AEOC-only holders get no benefit', { certificateOf: 'EU' }],
  ['AEOS or AEOF on the EU side; PIP on the Canadian side', { certificateOf: 'EU' }],
  ['STP-Plus on the Singapore side', { certificateOf: 'SG' }],
  ['Belarus side: third-type AEO certificate only', { certificateOf: 'BY' }],
])

/** Throws on a condition that is not in the table. */
export function conditionNamed(text: string): Condition {
  const condition = CONDITIONS.get(text)
  if (condition === undefined) throw new Error(`condition not in the table: ${text}`)
  return condition
}
