import type { Manifest } from '@trustlane/contracts'
import { aManifest } from '@trustlane/contracts/testing'

/** A canonical manifest as its sender writes it. */
export const manifestJson = (over: Partial<Manifest> = {}): string => JSON.stringify(aManifest(over))

const bill = (number: string, name: string): string =>
  `CNI+1+${number}'LOC+9+FRLEH:139:6'LOC+11+EGALY:139:6'GID+1+10:CT'FTX+AAA+++ICE CREAM'NAD+CZ+++${name}+ROUTE 1+LILLE++59000+FR'NAD+CN+++NILE FOODS SAE+ALEXANDRIA'`

/** An interchange with one CUSCAR message a document number, each with one bill. */
export const interchange = (...documents: readonly string[]): string =>
  [
    "UNA:+.? 'UNB+UNOA:1+TRIDENT+PORT+261101:1200+1'",
    ...documents.map((number, index) => {
      const body = `UNH+${index + 1}+CUSCAR:D:95B:UN'BGM+85+${number}+9'NAD+MS+TRIDENT'TDT+20+042W+1++TLNU:172:166+++9123456:146::SEA STAR'${bill(`${number}B`, 'SAVEURS DU NORD')}`
      return `${body}UNT+${body.split("'").length}+${index + 1}'`
    }),
    `UNZ+${documents.length}+1'`,
  ].join('')
