// The status store, what is asked of it, and what is put into it.

export type { Lookup, Marks, PartyKeys, StatusChange, StatusStore, StoredMember } from './port.ts'
export { GRADES } from './port.ts'
export { identityFacts, memberKeys, partyKeys } from './party-keys.ts'
export { type FirmPlace, fingerprintOf, nameKey, nameWords, normalName } from './fingerprint.ts'
export { type HeldMember, type Hits, isLinkInForce, memberKey, resolveParty } from './resolve.ts'
export { type EmbeddedStatusStoreOptions, openEmbeddedStatusStore } from './embedded/open.ts'
export { STATUS_STORE_CODES, type StatusStoreCode, StatusStoreError } from './status-store-error.ts'
export { type ListFileOptions, type ListFormat, readListFile } from './list-file.ts'
export {
  type Evidence,
  type ListFault,
  type ListFileKind,
  type ListHead,
  type ListItem,
  type ListMember,
  type ListProblem,
  type ListRemoval,
  problemText,
} from './list-file/list-item.ts'
export type { ListDefaults } from './list-file/member-row.ts'
export { ListRefusedError, loadEvents, type LoadOptions, type LoadProgress, type LoadRecord } from './load.ts'
export { loadInto } from './load-into.ts'
export {
  approveLink,
  type LinkAnswer,
  type LinkProposal,
  linkKeyFor,
  proposeLink,
  revokeLink,
} from './link.ts'
