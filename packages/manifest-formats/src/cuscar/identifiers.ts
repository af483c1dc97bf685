import type { Identifier, IdentifierScheme, PartyRole } from '@trustlane/contracts'

/** A number as the message writes it: the code list (1131) and agency (3055) of C082, or the qualifier (1153) of an RFF. */
export type WrittenNumber = { value: string; list: string; agency: string; role: PartyRole; sender: string }

// UN/EDIFACT 3055, customs administrations: the country whose number it is.
const CUSTOMS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '57': 'TW',
    '95': 'AU',
    '143': 'NZ',
    '151': 'JP',
    '336': 'US',
    '380': 'KR',
  }),
)

// Names that senders write as code list or qualifier where the directories have no code.
const NAMED: Readonly<Record<string, IdentifierScheme>> = {
  AEO: 'aeo',
  CTPAT: 'ctpat',
  'C-TPAT': 'ctpat',
  DUNS: 'duns',
  EIN: 'ein',
  EOR: 'eori',
  EORI: 'eori',
  LEI: 'lei',
  MID: 'mid',
  MRA: 'mra',
  OBIN: 'obin',
  SCAC: 'scac',
  TCUI: 'tcui',
  TIN: 'tin',
}

const AEOCN = /^AEOCN\d{10}$/
const EORI = /^[A-Z]{2}[A-Z0-9]{1,15}$/
const MID = /^[A-Z]{2}[A-Z0-9]{3,13}$/
const EIN = /^\d{2}-\d{7}(?:[A-Z0-9]{2})?$/
const SCAC = /^[A-Z]{2,4}$/

/**
 * The number of a NAD or of TDT C040, with the scheme that the message makes certain. What is not certain is
 * `local` under the agency or code list that issued it, else under the sender: never a guess by shape alone.
 */
export function identifierOf(number: WrittenNumber): Identifier {
  const { value, list, agency, role, sender } = number
  const country = CUSTOMS.get(agency)
  const scheme = schemeOf(number)
  if (scheme === 'aeo') return withIssuer('aeo', value, country ?? issuerOf(list, agency))
  if (scheme !== undefined) return { scheme, value }
  if (role === 'aeo') return withIssuer('aeo', value, country ?? issuerOf(list, agency))
  return { scheme: 'local', value, issuer: country ?? issuerOf(list, agency) ?? sender }
}

function schemeOf({ value, list, agency, role }: WrittenNumber): IdentifierScheme | undefined {
  const upper = value.toUpperCase()
  if (AEOCN.test(upper)) return 'aeocn'
  const named = NAMED[list.toUpperCase()]
  if (named !== undefined) return named
  if (agency === '16' && /^\d{9}(?:\d{4})?$/.test(value)) return 'duns'
  // The NMFTA (166) assigns the SCAC; 1131 = 172 is "carrier code".
  if ((agency === '182' || (agency === '166' && list === '172')) && SCAC.test(upper)) return 'scac'
  if (agency === '3' && role === 'carrier' && /^[A-Z0-9]{2,3}$/.test(upper)) return 'iata-carrier'
  if (agency === '162' && EORI.test(upper)) return 'eori'
  if (agency === '336' && EIN.test(upper)) return 'ein'
  if (agency === '336' && role === 'manufacturer' && MID.test(upper)) return 'mid'
  if (agency === '151' && role === 'aeo' && /^[A-Z0-9]{12}$/.test(upper)) return 'mra'
  if (agency === '151' && role !== 'aeo' && /^\d{13}$/.test(value)) return 'jp-corporate-number'
  return undefined
}

/**
 * The number of an RFF that follows a NAD. 1153 AVY is the EORI and EI the US employer's number; VA, CAX and
 * AHP are tax numbers, which prove no trust and are kept as `other`. Undefined for references to papers.
 */
export function referenceOf(qualifier: string, value: string, role: PartyRole): Identifier | undefined {
  const code = qualifier.toUpperCase()
  if (AEOCN.test(value.toUpperCase())) return { scheme: 'aeocn', value }
  if (code === 'AVY') return { scheme: 'eori', value }
  if (code === 'EI') return { scheme: 'ein', value }
  const named = NAMED[code]
  if (named !== undefined) return { scheme: named, value }
  if (role === 'aeo') return { scheme: 'aeo', value }
  return TAX.has(code) ? { scheme: 'other', value, issuer: `RFF+${code}` } : undefined
}

const TAX: ReadonlySet<string> = new Set(['VA', 'CAX', 'AHP', 'GN', 'ADZ', 'ARA'])

const issuerOf = (list: string, agency: string): string | undefined =>
  list === '' && agency === '' ? undefined : [list, agency].filter((part) => part !== '').join(':')

const withIssuer = (scheme: IdentifierScheme, value: string, issuer: string | undefined): Identifier =>
  issuer === undefined ? { scheme, value } : { scheme, value, issuer }
