import { createHash } from 'node:crypto'
import type { Consignment, Manifest } from './manifest.ts'

/** Namespace of every UUID that Trustlane derives. Never change it: ids would change with it. */
const NAMESPACE = Buffer.from('6f1f2f0d5c0b4b7e9d8e2a4c7b1a9e53', 'hex')

/** UUID version 5 (RFC 9562, section 5.5) of the parts, joined so that no two lists of parts give the same name. */
export function uuidOf(...parts: readonly (string | number)[]): string {
  const hash = createHash('sha1')
    .update(NAMESPACE)
    .update(JSON.stringify(parts.map(String)))
    .digest()
    .subarray(0, 16)
  hash[6] = (hash[6]! & 0x0f) | 0x50
  hash[8] = (hash[8]! & 0x3f) | 0x80
  const hex = hash.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/**
 * Normal form of an issuer, sender, document or bill number inside an id: NFKC, upper case, nothing but
 * letters and digits. `MSCU DB-592345` and `mscudb592345` are one bill.
 */
export const normalIdPart = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')

/** Sender and document number: what a message is about, whatever version of it this is. */
export const manifestIdOf = (sender: string, documentNumber: string): string =>
  `${normalIdPart(sender)}:${normalIdPart(documentNumber)}`

/**
 * Issuer (else sender), bill number and customs territory (`ZZ` when unknown), from the body of the message,
 * never from a record's key. A house bill also carries its master's number, since house numbers are unique
 * only under their issuer.
 */
export function consignmentIdOf(
  sender: string,
  consignment: Pick<Consignment, 'issuer' | 'billNumber' | 'billType' | 'masterBill'>,
  territory: string | undefined,
): string {
  const issuer = normalIdPart(consignment.issuer ?? sender)
  const bill = normalIdPart(consignment.billNumber)
  const master =
    consignment.billType === 'house' && consignment.masterBill !== undefined
      ? `${normalIdPart(consignment.masterBill)}/`
      : ''
  return `${issuer}:${master}${bill}:${territory ?? 'ZZ'}`
}

/** The manifest without its consignments. */
export function headerOf({
  consignments: _consignments,
  ...header
}: Manifest): Omit<Manifest, 'consignments'> {
  return header
}
