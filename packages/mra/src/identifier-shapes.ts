import type { Identifier, IdentifierScheme } from '@trustlane/contracts'

const TRADER_NUMBER = /^[A-Z]{2}[A-Z0-9]{1,15}$/

/** Shapes worth checking, and where they come from. A right shape proves nothing. */
const SHAPES: Partial<Record<IdentifierScheme, RegExp>> = {
  // Commission Delegated Regulation (EU) 2015/2446, annex B: country code and up to 15 characters.
  eori: TRADER_NUMBER,
  tcui: TRADER_NUMBER,
  // WCO TIN guidelines of 2018.
  tin: TRADER_NUMBER,
  // 19 CFR 102, appendix: country, name, number, city.
  mid: /^[A-Z]{2}[A-Z0-9]{1,13}$/,
  // GACC announcement 6 of 2022.
  aeocn: /^AEOCN\d{10}$/,
  // NACCS: overseas consignor and consignee code.
  mra: /^[A-Z0-9]{12}$/,
  duns: /^\d{9}$/,
  scac: /^[A-Z]{2,4}$/,
  'jp-corporate-number': /^\d{13}$/,
}

export const isWellFormed = ({ scheme, value }: Identifier): boolean => {
  const shape = SHAPES[scheme]
  return shape === undefined || shape.test(value.toUpperCase().replaceAll(/[\s-]/g, ''))
}
