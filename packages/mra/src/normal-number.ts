import { normalIdPart } from '@trustlane/contracts'

const ASCII = /^[\x20-\x7E]*$/

/** `normalIdPart`, by a shorter way where all is ASCII: it is asked for several times per decision. */
export const normalNumber = (text: string): string =>
  ASCII.test(text) ? text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '') : normalIdPart(text)
