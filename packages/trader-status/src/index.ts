// The status store, what is asked of it, and what is put into it.

export type { Lookup, MakeKeys, Marks, PartyKeys, StatusChange, StatusStore, StoredMember } from './port.ts'
export { GRADES } from './port.ts'
export { memberKeys, partyKeys } from './party-keys.ts'
export { fingerprintOf, nameKey, nameWords, normalName } from './fingerprint.ts'
export { type HeldMember, type Hits, memberKey, resolveParty } from './resolve.ts'
export { type EmbeddedStatusStoreOptions, openEmbeddedStatusStore } from './embedded/open.ts'
export { STATUS_STORE_CODES, type StatusStoreCode, StatusStoreError } from './status-store-error.ts'
