import { type ConsignmentAccepted, type Filing, TOPICS, uuidOf } from '@trustlane/contracts'
import { type Cause, eventRecord, type Outgoing } from '@trustlane/event-log'

/**
 * Largest accepted consignment, in bytes of JSON. Half of what its topic takes, since the same consignment
 * travels on together with the facts found, and then with the decision, in topics of the same limit.
 */
export const LARGEST_CONSIGNMENT = TOPICS.consignmentAccepted.maxBytes / 2

export type TooLarge = { readonly bill: string; readonly bytes: number }

/** The bills that are too large to be accepted, by consignment id. */
export function tooLargeOf(filings: readonly Filing[]): ReadonlyMap<string, TooLarge> {
  const found = new Map<string, TooLarge>()
  for (const filing of filings) {
    const bytes = Buffer.byteLength(JSON.stringify(filing))
    if (bytes > LARGEST_CONSIGNMENT) {
      found.set(filing.consignmentId, { bill: filing.consignment.billNumber, bytes })
    }
  }
  return found
}

/** Makes the events of one message: the same kind and index always has the same id. */
export function acceptedEvents(event: { readonly id: string; readonly time: string; readonly cause: Cause }) {
  return (value: ConsignmentAccepted, index: number): Outgoing => {
    const consignmentId = value.kind === 'withdrawal' ? value.consignmentId : value.filing.consignmentId
    return eventRecord({
      topic: TOPICS.consignmentAccepted,
      key: consignmentId,
      value,
      id: uuidOf(event.id, value.kind, index),
      source: 'trustlane/intake',
      time: event.time,
      subject: consignmentId,
      cause: event.cause,
    })
  }
}
