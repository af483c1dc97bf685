import type { Consignment, Filing, Manifest, ManifestHeader, Party } from '../manifest.ts'
import type { Membership } from '../membership.ts'
import type { FoundMembership } from '../facts.ts'

/** A party with a name and nothing else, as most of them are; override what the test is about. */
export const aParty = (over: Partial<Party> = {}): Party => ({
  role: 'consignor',
  name: 'Aoba Precision Instruments K.K.',
  country: 'JP',
  identifiers: [],
  ...over,
})

/** A straight bill from Tokyo to Long Beach with the three mandatory parties. */
export const aConsignment = (over: Partial<Consignment> = {}): Consignment => ({
  billNumber: 'TLNU00000001',
  billType: 'straight',
  loading: { unlocode: 'JPTYO', country: 'JP' },
  discharge: { unlocode: 'USLGB', country: 'US' },
  goods: [{ description: 'Measuring instruments', packages: 12, grossWeightKg: 840 }],
  equipment: [],
  parties: [
    aParty(),
    aParty({ role: 'consignee', name: 'Redwood Laboratory Supply Inc', country: 'US' }),
    aParty({
      role: 'carrier',
      name: 'Trident Ocean Lines',
      country: 'JP',
      identifiers: [{ scheme: 'scac', value: 'TLNU' }],
    }),
  ],
  ...over,
})

export const aHeader = (over: Partial<ManifestHeader> = {}): ManifestHeader => ({
  manifestId: 'TRIDENT:VOY042',
  function: 'original',
  sender: 'TRIDENT',
  documentNumber: 'VOY042',
  test: false,
  format: 'canonical-json',
  mode: 'sea',
  parties: [],
  ...over,
})

export const aManifest = (over: Partial<Manifest> = {}): Manifest => ({
  ...aHeader(),
  consignments: [aConsignment()],
  ...over,
})

export const aFiling = (over: Partial<Filing> = {}): Filing => ({
  consignmentId: 'TRIDENT:TLNU00000001:US',
  manifestId: 'TRIDENT:VOY042',
  version: 1,
  manifest: aHeader(),
  consignment: aConsignment(),
  ...over,
})

/** A certified Japanese exporter with an address and no number. */
export const aMembership = (over: Partial<Membership> = {}): Membership => ({
  programme: 'JP-AEO',
  memberId: 'JP-0001',
  names: ['Aoba Precision Instruments K.K.'],
  addresses: [{ lines: ['1-2-3 Shibaura'], city: 'Tokyo', postcode: '108-0023', country: 'JP' }],
  identifiers: [],
  status: 'certified',
  consent: 'given',
  types: ['exporter'],
  conveyance: [],
  ...over,
})

/** The same member, found by a programme's identifier on a fresh complete list. */
export const aFoundMembership = (over: Partial<FoundMembership> = {}): FoundMembership => ({
  programme: 'JP-AEO',
  memberId: 'JP-0001',
  status: 'certified',
  consent: 'given',
  types: ['exporter'],
  conveyance: [{ method: 'MID', value: 'JPAOBPRE123TOK', destination: 'US' }],
  source: { kind: 'complete', asOf: '2026-06-01T00:00:00Z' },
  match: { grade: 'A', by: 'identifier:aeo', agreement: 'name' },
  ...over,
})
