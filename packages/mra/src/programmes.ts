import type { OperatorType } from '@trustlane/contracts'
import type { Territory } from './arrangement.ts'
import { timeZoneOf } from './time-zones.ts'

/**
 * Classes of certificate, where a programme has them and not all are recognised abroad. The first spelling of
 * each class is ours, the others are accepted for it; compare by `certificateStanding`.
 */
export type CertificateClasses = {
  /** Every spelling that mutual recognition accepts. */
  readonly recognised: readonly string[]
  /** Spellings of classes that exist and fall short. */
  readonly known: readonly string[]
}

/** A trusted-trader programme. The catalogue is closed: a list or an arrangement can name no other. */
export type Programme = {
  /** Territory, hyphen, name. */
  readonly code: string
  readonly territory: Territory
  readonly name: string
  /** Lowest first, where the programme has tiers. */
  readonly tiers?: readonly string[]
  readonly certificates?: CertificateClasses
  /** What it certifies, where a source tells. */
  readonly operatorTypes?: readonly OperatorType[]
  /** The zone that its dates count in. */
  readonly zone: string
}

type Details = Pick<Programme, 'tiers' | 'certificates' | 'operatorTypes'>

const programme = (code: string, name: string, details: Details = {}): Programme => {
  const territory = code.slice(0, 2)
  return { code, territory, name, ...details, zone: timeZoneOf(territory) }
}

/** The security component, alone or with the other: UCC article 38; the UK kept the letters. */
const SECURITY_LETTERS: CertificateClasses = {
  recognised: [
    'AEOS',
    'AEO-S',
    'AEOF',
    'AEO-F',
    'AEOC+AEOS',
    'AEOC/AEOS',
    'AEOC AEOS',
    'AEOS/AEOC',
    'AEOS+AEOC',
  ],
  known: ['AEOC', 'AEO-C'],
}

/** One entry per programme that the arrangements name, members of plurilateral ones too. */
export const PROGRAMMES: readonly Programme[] = [
  programme('AD-AEO', 'Andorra AEO'),
  programme('AE-AEO', 'UAE AEO'),
  programme('AR-OEA', 'Argentina AEO/OEA'),
  programme('AU-ATT', 'Australian Trusted Trader'),
  programme('BN-AEO', 'Brunei AEO'),
  programme('BO-OEA', 'Bolivia OEA'),
  programme('BR-OEA', 'Brazil OEA', {
    certificates: {
      recognised: ['OEA-SEGURANCA', 'SEGURANCA', 'OEA-S'],
      known: ['OEA-CONFORMIDADE', 'CONFORMIDADE', 'OEA-C', 'OEA-C1', 'OEA-C2'],
    },
  }),
  programme('BY-AEO', 'Belarus AEO', {
    certificates: { recognised: ['TYPE-3', 'THIRD TYPE', 'III'], known: ['TYPE-1', 'TYPE-2', 'I', 'II'] },
  }),
  programme('CA-PIP', 'Partners in Protection'),
  programme('CH-AEO', 'Switzerland AEO'),
  programme('CL-OEA', 'Chile AEO (OEA)'),
  programme('CN-AEO', 'China Customs AEO (enterprise credit management)', {
    certificates: {
      recognised: ['ADVANCED', 'ADVANCED CERTIFIED ENTERPRISE', 'ADVANCED CERTIFIED', '高级认证企业'],
      known: ['GENERAL', 'GENERAL CERTIFIED ENTERPRISE', '一般认证企业'],
    },
  }),
  programme('CO-OEA', 'Colombia AEO (OEA)'),
  programme('CR-OEA', 'Costa Rica AEO/OEA'),
  programme('DO-OEA', 'Dominican Republic AEO (OEA)'),
  programme('EU-AEO', 'EU AEO', { certificates: SECURITY_LETTERS }),
  programme('GB-AEO', 'UK AEO', { certificates: SECURITY_LETTERS }),
  programme('GT-OEA', 'Guatemala AEO (OEA)'),
  programme('HK-AEO', 'Hong Kong AEO'),
  programme('ID-AEO', 'Indonesia AEO'),
  programme('IL-AEO', 'Israel AEO'),
  programme('IN-AEO', 'India AEO', {
    certificates: { recognised: ['T2', 'AEO-T2', 'T3', 'AEO-T3'], known: ['T1', 'AEO-T1', 'LO', 'AEO-LO'] },
  }),
  programme('JO-GOLDENLIST', 'Jordan Golden List'),
  programme('JP-AEO', 'Japan AEO', {
    operatorTypes: ['exporter', 'importer', 'warehouse', 'logistics', 'customs-broker', 'manufacturer'],
  }),
  programme('KH-AEO', 'Cambodia AEO'),
  programme('KR-AEO', 'Korea AEO'),
  programme('LA-AEO', 'Laos AEO'),
  programme('MD-AEO', 'Moldova AEO'),
  programme('MM-AEO', 'Myanmar AEO'),
  programme('MO-AEO', 'Macao AEO', {
    certificates: { recognised: ['A', 'CLASS A'], known: ['B', 'CLASS B'] },
  }),
  programme('MX-OEA', 'Mexico OEA (formerly NEEC)'),
  programme('MY-AEO', 'Malaysia AEO'),
  programme('NO-AEO', 'Norway AEO'),
  programme('NZ-SES', 'Secure Exports Scheme', { operatorTypes: ['exporter'] }),
  programme('PE-OEA', 'Peru OEA'),
  programme('PH-AEO', 'Philippines AEO'),
  programme('PY-OEA', 'Paraguay AEO/OEA'),
  programme('RS-AEO', 'Serbia AEO'),
  programme('RU-AEO', 'Russia AEO'),
  programme('SA-AEO', 'Saudi Arabia AEO'),
  programme('SG-STP', 'Secure Trade Partnership', {
    certificates: { recognised: ['STP-PLUS', 'STP+'], known: ['STP'] },
  }),
  programme('TH-AEO', 'Thailand AEO'),
  programme('TR-AEO', 'Türkiye AEO'),
  programme('TW-AEO', 'Taiwan AEO', {
    certificates: {
      recognised: ['SECURITY', 'SECURITY AEO', 'SAFETY AND SECURITY', 'SAFETY AND SECURITY AEO'],
      known: ['GENERAL', 'GENERAL AEO'],
    },
  }),
  programme('UG-AEO', 'Uganda AEO'),
  programme('US-CTPAT', 'CTPAT (Customs Trade Partnership Against Terrorism)', {
    tiers: ['I', 'II', 'III'],
    operatorTypes: [
      'importer',
      'exporter',
      'manufacturer',
      'customs-broker',
      'freight-forwarder',
      'consolidator',
      'carrier',
      'logistics',
      'terminal-operator',
    ],
  }),
  programme('UY-OEC', 'Uruguay Qualified Economic Operator (OEC)'),
  programme('VN-AEO', 'Vietnam AEO'),
  programme('ZA-AEO', 'South Africa AEO'),
]

const BY_CODE: ReadonlyMap<string, Programme> = new Map(PROGRAMMES.map((entry) => [entry.code, entry]))
const BY_TERRITORY: ReadonlyMap<string, Programme> = new Map(
  PROGRAMMES.map((entry) => [entry.territory, entry]),
)

/** The programme with this code (`JP-AEO`), in exactly this spelling. */
export const programmeNamed = (code: string): Programme | undefined => BY_CODE.get(code)

/** The programme whose members' status is that of a territory. Each territory has one at most. */
export const programmeOf = (territory: Territory): Programme | undefined => BY_TERRITORY.get(territory)

/** What reading a programme's list needs of the catalogue: the codes there are, and the zone of a code's dates. */
export const LIST_CONTEXT = {
  knownProgrammes: PROGRAMMES.map(({ code }) => code) as readonly string[],
  zoneOf: (code: string): string => programmeNamed(code)?.zone ?? 'UTC',
}
