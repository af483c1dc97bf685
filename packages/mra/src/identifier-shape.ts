import type { Identifier, IdentifierScheme } from '@trustlane/contracts'
import { ownEntry } from './own-entry.ts'

/** Shapes of the numbers that have one. A number of the right shape proves nothing; one of the wrong shape cannot be right. */
const SHAPES: Partial<Record<IdentifierScheme, RegExp>> = {
  eori: /^[A-Z]{2}[A-Z0-9]{1,15}$/,
  tin: /^[A-Z]{2}[A-Z0-9]{1,15}$/,
  tcui: /^[A-Z]{2}[A-Z0-9]{1,15}$/,
  mid: /^[A-Z]{2}[A-Z0-9]{3,13}$/,
  aeocn: /^AEOCN\d{10}$/,
  mra: /^[A-Z0-9]{12}$/,
  scac: /^[A-Z]{2,4}$/,
  duns: /^\d{9}(?:\d{4})?$/,
  'jp-corporate-number': /^\d{13}$/,
}

/** National AEO numbers of the administrations whose shape is known, by the issuer's country. */
const AEO_SHAPES: Readonly<Record<string, RegExp>> = {
  CN: /^AEOCN\d{10}$/,
  MY: /^MY[A-Z0-9]{5}H\d{6}$/,
}

/** Whether a number can be one of its scheme. Spaces, hyphens and case do not matter; schemes without a known shape fit all. */
export function hasValidShape({ scheme, value, issuer }: Identifier): boolean {
  const written = value
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, '')
  const shape = scheme === 'aeo' && issuer !== undefined ? ownEntry(AEO_SHAPES, issuer) : SHAPES[scheme]
  if (shape?.test(written) === false) return false
  return scheme !== 'jp-corporate-number' || hasCheckDigit(written)
}

/** The first of the 13 digits is 9 less the remainder by 9 of the rest, weighted 1 and 2 in turn from the right. */
function hasCheckDigit(number: string): boolean {
  const [check, ...rest] = number.split('').map(Number)
  const sum = rest.toReversed().reduce((total, digit, index) => total + digit * (1 + (index % 2)), 0)
  return check === 9 - (sum % 9)
}
