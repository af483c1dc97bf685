import type { Arrangement } from './arrangement.ts'

/** Whether the data says that an arrangement with this status operates. */
export const isActiveStatus = (status: Arrangement['status']): boolean =>
  status === 'implemented' || status === 'signed-operation-presumed'
