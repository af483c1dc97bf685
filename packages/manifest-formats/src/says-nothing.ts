import { normalIdPart } from '@trustlane/contracts'

/**
 * True for a number, or the name of a sender, without letter or digit (`---`). Ids are made of those alone: two
 * bills that are called so would be one.
 */
export const saysNothing = (text: string): boolean => normalIdPart(text) === ''
