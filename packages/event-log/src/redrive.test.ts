import { headerText, sha256, TOPICS, uuidOf } from '@trustlane/contracts'
import { describe, expect, test } from 'vitest'
import { deadLetter } from './dead-letter.ts'
import type { Incoming } from './port.ts'
import { redriveOf } from './redrive.ts'
import { aRecord } from './testing/run-once.ts'

const topic = TOPICS.manifestSubmitted
const bytes = (text: string): Uint8Array => Buffer.from(text)
const redrive = { by: 'operator', at: '2026-06-02T00:00:00Z' }
const failure = {
  reason: 'UNREADABLE',
  stage: 'intake',
  firstFailedAt: '2026-06-01T00:00:00Z',
  title: 't',
  detail: 'd',
} as const

/** The dead letter of a record, as it is read back from offset 7 of its topic. */
function letterOf(record: Incoming): Incoming {
  const { topic: target, partition = 0, ...rest } = deadLetter(record, failure, topic)
  return { ...rest, topic: target.name, partition, offset: 7, timestamp: 0 }
}
const textOf = (headers: Readonly<Record<string, Uint8Array>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Buffer.from(value).toString()]))
const redriven = {
  'dlq.redriven-from': 'manifest.submitted.v1.dlq/3/7',
  'dlq.redriven-at': redrive.at,
  'dlq.redriven-by': 'operator',
}
const record = aRecord({
  topic: topic.name,
  partition: 3,
  headers: { ce_id: bytes('id-1'), 'content-type': bytes('a/b') },
})

describe('redriveOf', () => {
  test('it gives the record back to its topic and partition with its own headers and id', () => {
    const sent = redriveOf(letterOf(record), redrive)
    expect(sent).toMatchObject({ topic, key: record.key, partition: 3, value: record.value })
    expect(textOf(sent.headers)).toEqual({ ce_id: 'id-1', 'content-type': 'a/b', ...redriven })
  })

  test('it keeps a header whose name every JavaScript object knows', () => {
    const headers = { ...record.headers, constructor: bytes('c') }
    expect(textOf(redriveOf(letterOf({ ...record, headers }), redrive).headers)).toHaveProperty(
      'constructor',
      'c',
    )
  })

  test('it keeps the id that a plain record had from its first position', () => {
    const plain = aRecord({ topic: topic.name, partition: 3, offset: 12, headers: {} })
    const { headers } = redriveOf(letterOf(plain), redrive)
    expect(headerText(headers, 'ce_id')).toBe(uuidOf(sha256(plain.value!), topic.name, 3, 12))
  })

  test('it makes corrected bytes an event of their own that names the old one', () => {
    const corrected = bytes('corrected')
    const sent = redriveOf(letterOf(record), { ...redrive, corrected })
    expect(sent.value).toBe(corrected)
    expect(textOf(sent.headers)).toEqual({
      ce_id: uuidOf('id-1', sha256(corrected)),
      'causation-id': 'id-1',
      'content-type': 'a/b',
      ...redriven,
    })
  })

  test('it leaves no second id behind when the sender wrote the name in capitals', () => {
    const loud = aRecord({ ...record, headers: { CE_ID: bytes('id-1') } })
    const { headers } = redriveOf(letterOf(loud), { ...redrive, corrected: bytes('x') })
    expect(Object.keys(headers).filter((name) => name.toLowerCase() === 'ce_id')).toEqual(['ce_id'])
  })

  test('it leaves the id of a structured event to its bytes', () => {
    const structured = aRecord({
      ...record,
      json: { id: 'id-2', data: {} },
      headers: { 'content-type': bytes('application/cloudevents+json') },
    })
    expect(redriveOf(letterOf(structured), redrive).headers).not.toHaveProperty('ce_id')
  })

  test('it names only the last re-drive of a record that failed again', () => {
    const again = redriveOf(letterOf(record), redrive)
    const failedAgain = letterOf(aRecord({ ...record, headers: again.headers }))
    const { headers } = redriveOf(failedAgain, { ...redrive, by: 'another' })
    expect(textOf(headers)).toEqual({
      ce_id: 'id-1',
      'content-type': 'a/b',
      ...redriven,
      'dlq.redriven-by': 'another',
    })
  })

  test.each([
    ['is no dead letter', aRecord()],
    [
      'comes from an unknown topic',
      {
        ...letterOf(record),
        headers: { 'dlq.original.topic': bytes('nobody.v1'), 'dlq.original.partition': bytes('1') },
      },
    ],
    [
      'names no partition',
      {
        ...letterOf(record),
        headers: { 'dlq.original.topic': bytes(topic.name), 'dlq.original.partition': bytes('x') },
      },
    ],
  ])('it refuses what %s', (_, letter) => {
    expect(() => redriveOf(letter, redrive)).toThrow(expect.objectContaining({ code: 'RECORD_REFUSED' }))
  })
})
