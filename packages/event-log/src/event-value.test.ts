import { TOPICS } from '@trustlane/contracts'
import { describe, expect, test } from 'vitest'
import { eventValue } from './event-value.ts'
import { aRecord } from './testing/run-once.ts'

const topic = TOPICS.consignmentAccepted
const value = {
  kind: 'withdrawal',
  consignmentId: 'TRIDENT:B1:US',
  filing: { manifestId: 'TRIDENT:V1', version: 2 },
  cause: 'replaced',
}

describe('eventValue', () => {
  test.each([
    { when: 'plain JSON', record: aRecord({ json: value }) },
    {
      when: 'a structured event',
      record: aRecord({
        json: { specversion: '1.0', id: 'e-1', source: '/s', type: 't', data: value },
        headers: { 'content-type': Buffer.from('application/cloudevents+json; charset=utf-8') },
      }),
    },
    { when: 'of a newer build, with a new field', record: aRecord({ json: { ...value, note: 'x' } }) },
  ])('reads a value that is $when', ({ record }) => {
    expect(eventValue(topic, record)).toMatchObject({ ok: true, value })
  })

  test('takes a newer code for other', () => {
    const read = eventValue(topic, aRecord({ json: { ...value, cause: 'merged' } }))
    expect(read).toMatchObject({ ok: true, value: { ...value, cause: 'other' } })
  })

  test.each([
    { when: 'there is no value', record: aRecord({ value: null }), detail: 'no value' },
    { when: 'it is not JSON', record: aRecord({ value: Buffer.from('{"kind"') }), detail: 'not JSON' },
    {
      when: 'it is not UTF-8',
      record: aRecord({ value: Buffer.from([0x22, 0xff, 0x22]) }),
      detail: 'not JSON',
    },
    {
      when: 'a field is wrong',
      record: aRecord({ json: { ...value, filing: { manifestId: 'M', version: -1 } } }),
      detail: 'filing.version',
    },
    { when: 'the kind is unknown', record: aRecord({ json: { kind: 'else' } }), detail: 'kind' },
  ])('gives a problem with its place when $when', ({ record, detail }) => {
    const read = eventValue(topic, record)
    expect(read.ok).toBe(false)
    expect(read.ok ? '' : read.problem.detail).toContain(detail)
  })
})
