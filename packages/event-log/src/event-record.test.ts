import { headerText, readEvent, TOPICS } from '@trustlane/contracts'
import { describe, expect, test } from 'vitest'
import { causeOf, eventRecord } from './event-record.ts'
import { aRecord } from './testing/run-once.ts'

const withdrawal = {
  kind: 'withdrawal',
  consignmentId: 'TRIDENT:B1:US',
  filing: { manifestId: 'TRIDENT:V1', version: 2 },
  cause: 'replaced',
}
const event = {
  topic: TOPICS.consignmentAccepted,
  key: 'TRIDENT:B1:US',
  value: withdrawal,
  id: 'e-1',
  source: 'trustlane/intake',
  time: '2026-06-01T00:00:00.000Z',
}

describe('eventRecord', () => {
  test('writes a CloudEvent in binary mode', () => {
    const record = eventRecord({
      ...event,
      subject: 'TRIDENT:B1:US',
      headers: { 'trustlane-outcome': 'cleared' },
    })
    const read = readEvent(record, { topic: '', partition: 0, offset: 0 }, { source: '', type: '' })
    expect(read.mode).toBe('binary')
    expect(read.attributes).toMatchObject({
      id: 'e-1',
      source: 'trustlane/intake',
      type: 'trustlane.consignment.accepted.v1',
      time: '2026-06-01T00:00:00.000Z',
      subject: 'TRIDENT:B1:US',
      datacontenttype: 'application/json',
    })
    expect(JSON.parse(Buffer.from(read.data!).toString())).toEqual(withdrawal)
    expect(headerText(record.headers, 'trustlane-outcome')).toBe('cleared')
    expect(headerText(record.headers, 'causation-id')).toBeUndefined()
  })

  test('carries the trace, and names the cause and the start of the chain', () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
    const first = eventRecord({ ...event, cause: { id: 'm-1', traceparent } })
    expect(headerText(first.headers, 'traceparent')).toBe(traceparent)
    expect(headerText(first.headers, 'causation-id')).toBe('m-1')
    expect(headerText(first.headers, 'correlation-id')).toBe('m-1')

    const { attributes } = readEvent(first, { topic: '', partition: 0, offset: 0 }, { source: '', type: '' })
    const second = eventRecord({ ...event, id: 'e-2', cause: causeOf(first, attributes) })
    expect(headerText(second.headers, 'traceparent')).toBe(traceparent)
    expect(headerText(second.headers, 'causation-id')).toBe('e-1')
    expect(headerText(second.headers, 'correlation-id')).toBe('m-1')
  })

  test('takes the start of the chain from a structured event too', () => {
    const sent = aRecord({
      headers: { 'content-type': Buffer.from('application/cloudevents+json') },
      json: {
        specversion: '1.0',
        id: 'm-2',
        source: '/port',
        type: 't',
        correlationid: 'voyage-7',
        data: {},
      },
    })
    const { attributes } = readEvent(sent, sent, { source: '', type: '' })
    expect(causeOf(sent, attributes)).toEqual({ id: 'm-2', correlationId: 'voyage-7' })
  })

  test.each([
    { when: 'a field is unknown', value: { ...withdrawal, note: 'x' }, says: 'note' },
    { when: 'a code is unknown', value: { ...withdrawal, cause: 'because' }, says: 'cause' },
    { when: 'a field is missing', value: { kind: 'withdrawal' }, says: 'consignmentId' },
  ])('refuses to write a value in which $when', ({ value, says }) => {
    expect(() => eventRecord({ ...event, value })).toThrow(says)
  })
})
