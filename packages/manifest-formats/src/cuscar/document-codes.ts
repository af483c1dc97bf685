import type { Consignment } from '@trustlane/contracts'

/** What a document name code (UN/EDIFACT 1001) says of a bill. */
export type BillKind = Pick<Consignment, 'billType' | 'consolidated'>

const BILLS: ReadonlyMap<string, BillKind> = new Map(
  Object.entries<BillKind>({
    '703': { billType: 'house' },
    '704': { billType: 'master' },
    '705': { billType: 'straight' },
    '714': { billType: 'house' },
    '740': { billType: 'straight' },
    '741': { billType: 'master', consolidated: true },
  }),
)

const MANIFESTS: ReadonlySet<string> = new Set(['85', '87', '785', '786', '788', '833', '933'])

/** A 741 (master air waybill) carries houses only; a 704 alone is a straight bill that calls itself master. */
export const billKindOf = (code: string): BillKind | undefined => BILLS.get(code)

/** True for the documents that only a cargo report carries: how a message without its type is recognised. */
export const isCargoDocument = (code: string): boolean => MANIFESTS.has(code) || BILLS.has(code)
