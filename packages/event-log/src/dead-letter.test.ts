import { deadLetterTopic, headerText, TOPICS, uuidOf, sha256 } from '@trustlane/contracts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deadLetter, type Failure } from './dead-letter.ts'
import { placeOf, recordBytes } from './outgoing.ts'
import { aRecord } from './testing/run-once.ts'

const topic = TOPICS.consignmentAccepted
const bytes = (text: string): Uint8Array => Buffer.from(text)
const aFailure = (over: Partial<Failure> = {}): Failure => ({
  reason: 'SCHEMA_INVALID',
  stage: 'enrichment',
  firstFailedAt: '2026-06-01T00:00:00.000Z',
  title: 'The record does not follow its schema',
  detail: 'consignment.billNumber is missing',
  ...over,
})
const record = aRecord({
  topic: topic.name,
  partition: 5,
  offset: 42,
  headers: {
    ce_id: bytes('id-1'),
    ce_source: bytes('/intake'),
    ce_type: bytes('trustlane.x'),
    other: bytes('o'),
  },
})

describe('deadLetter', () => {
  test('it keeps key, bytes, headers and partition, and adds what happened', () => {
    const letter = deadLetter(record, aFailure({ attempts: 2 }), topic)
    expect(letter).toMatchObject({ key: record.key, value: record.value, partition: 5 })
    expect(letter.topic).toEqual(deadLetterTopic(topic))
    const added = Object.entries(letter.headers).map(([name, value]) => [name, Buffer.from(value).toString()])
    expect(Object.fromEntries(added)).toEqual({
      ce_id: 'id-1',
      ce_source: '/intake',
      ce_type: 'trustlane.x',
      other: 'o',
      'dlq.reason': 'SCHEMA_INVALID',
      'dlq.original.topic': 'consignment.accepted.v1',
      'dlq.original.partition': '5',
      'dlq.original.offset': '42',
      'dlq.original.timestamp': String(record.timestamp),
      'dlq.original.ce_id': 'id-1',
      'dlq.original.ce_source': '/intake',
      'dlq.original.ce_type': 'trustlane.x',
      'dlq.stage': 'enrichment',
      'dlq.attempts': '2',
      'dlq.first-failed-at': '2026-06-01T00:00:00.000Z',
      'dlq.detail':
        '{"type":"urn:trustlane:dead-letter:schema-invalid","title":"The record does not follow its schema","detail":"consignment.billNumber is missing","instance":"/consignment.accepted.v1/5/42","errors":[]}',
      '__dlq.errors.topic': 'consignment.accepted.v1',
      '__dlq.errors.partition': '5',
      '__dlq.errors.offset': '42',
      '__dlq.errors.group': 'enrichment',
      '__dlq.errors.message': 'The record does not follow its schema: consignment.billNumber is missing',
      '__dlq.errors.delivery.count': '2',
    })
  })

  test('it names the attributes of a structured event too', () => {
    const structured = aRecord({
      json: { id: 'id-2', source: '/port', type: 'port.manifest', data: {} },
      headers: { 'content-type': bytes('application/cloudevents+json') },
    })
    const { headers } = deadLetter(structured, aFailure(), topic)
    expect(headerText(headers, 'dlq.original.ce_id')).toBe('id-2')
    expect(headerText(headers, 'dlq.original.ce_type')).toBe('port.manifest')
  })

  test('it names the derived id of a plain record, and nothing else that was not sent', () => {
    const plain = aRecord({ topic: topic.name, partition: 1, offset: 9 })
    const { headers } = deadLetter(plain, aFailure(), topic)
    const derived = uuidOf(sha256(plain.value!), topic.name, 1, 9)
    expect(headerText(headers, 'dlq.original.ce_id')).toBe(derived)
    expect(headers).not.toHaveProperty('dlq.original.ce_source')
  })

  test('it fits the dead-letter topic, however large record and failure are', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 3000 }), fc.constant('"\\\n'.repeat(4000)))
    const errors = fc.array(fc.record({ place: text, message: text }), { maxLength: 20 })
    fc.assert(
      fc.property(
        text,
        text,
        errors,
        fc.integer({ min: 1, max: 200_000 }),
        (title, detail, errors, idBytes) => {
          const headers = { ce_id: Buffer.alloc(idBytes, 'x') }
          const fixed = recordBytes({ key: 'key', value: null, headers })
          const full = aRecord({ headers, value: Buffer.alloc(topic.maxBytes - fixed) })
          const letter = deadLetter(full, aFailure({ title, detail, errors }), topic)
          expect(letter.headers['dlq.detail']!.length).toBeLessThanOrEqual(8192)
          expect(() => JSON.parse(headerText(letter.headers, 'dlq.detail')!)).not.toThrow()
          expect(placeOf(letter, 12)).toBe(0)
        },
      ),
      { numRuns: 50 },
    )
  })
})
