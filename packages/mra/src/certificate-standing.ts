import type { Programme } from './programmes.ts'

/**
 * What a member's class of certificate is worth abroad. `not-required`: the programme's classes do not matter.
 * `customs-only`: AEOC, in whatever programme uses the letters. `missing`: a class matters and is not known.
 */
export type CertificateStanding =
  | 'recognised'
  | 'not-required'
  | 'customs-only'
  | 'not-recognised'
  | 'missing'

const CUSTOMS_ONLY = 'AEOC'

export function certificateStanding(
  programme: Programme,
  certificate: string | undefined,
): CertificateStanding {
  const written = certificate === undefined ? '' : normalClass(certificate)
  if (written === CUSTOMS_ONLY) return 'customs-only'
  if (programme.certificates === undefined) return 'not-required'
  if (written === '') return 'missing'
  return programme.certificates.recognised.some((spelling) => normalClass(spelling) === written)
    ? 'recognised'
    : 'not-recognised'
}

/** Case, accents, spaces and hyphens do not distinguish classes; a plus sign does (`STP+` is not `STP`). */
const normalClass = (text: string): string =>
  text
    .normalize('NFKD')
    .toUpperCase()
    .replaceAll('+', 'PLUS')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
