import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eventHeaders, headerText, readEvent } from './cloud-events.ts'

const bytes = (text: string): Uint8Array => Buffer.from(text)
const headers = (text: Record<string, string>): Record<string, Uint8Array> =>
  Object.fromEntries(Object.entries(text).map(([name, value]) => [name, bytes(value)]))
const at = { topic: 'manifest.submitted.v1', partition: 3, offset: 41 }
const fallback = { source: 'unknown', type: 'trustlane.manifest.submitted.v1' }
const read = (text: Record<string, string>, value: Uint8Array | null) =>
  readEvent({ headers: headers(text), value }, at, fallback)

describe('readEvent', () => {
  test('reads the binary mode: attributes from ce_ headers, data from the value', () => {
    const event = read(
      {
        ce_specversion: '1.0',
        ce_id: 'a-1',
        ce_source: 'port/yokohama',
        ce_type: 'manifest',
        'content-type': 'application/EDIFACT',
        ce_partitionkey: 'k',
        traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      },
      bytes('UNB'),
    )
    expect(event.mode).toBe('binary')
    expect(event.data).toEqual(bytes('UNB'))
    expect(event.attributes).toEqual({
      id: 'a-1',
      source: 'port/yokohama',
      type: 'manifest',
      datacontenttype: 'application/EDIFACT',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      extensions: { partitionkey: 'k' },
    })
  })

  test.each([
    { data: { data: { n: 1 } }, text: '{"n":1}' },
    { data: { data: 'plain', datacontenttype: 'text/plain' }, text: 'plain' },
    { data: { data: 'a JSON string' }, text: '"a JSON string"' },
    { data: { data: null }, text: 'null' },
    { data: { data_base64: Buffer.from('é').toString('base64') }, text: 'é' },
  ])('reads the structured mode with $data', ({ data, text }) => {
    const event = read(
      { 'Content-Type': 'Application/CloudEvents+JSON; charset=utf-8' },
      bytes(JSON.stringify({ specversion: '1.0', id: 'x', source: 's', type: 't', ...data })),
    )
    expect(event.mode).toBe('structured')
    expect(event.attributes).toMatchObject({ id: 'x', source: 's', type: 't' })
    expect(Buffer.from(event.data!).toString()).toBe(text)
  })

  test.each([
    { when: 'it is not JSON', value: '{nope' },
    { when: 'it is not an object', value: '[1]' },
    { when: 'its base64 is none', value: '{"id":"x","data_base64":"***"}' },
  ])('gives a structured event back as plain bytes when $when', ({ value }) => {
    const event = read({ 'content-type': 'application/cloudevents+json' }, bytes(value))
    expect(event.mode).toBe('plain')
    expect(event.data).toEqual(bytes(value))
  })

  test('gives a record without attributes an id of its bytes and position, always the same', () => {
    const first = read({}, bytes('{}'))
    expect(first.mode).toBe('plain')
    expect(first.attributes).toMatchObject(fallback)
    expect(read({}, bytes('{}')).attributes.id).toBe(first.attributes.id)
    expect(read({}, bytes('{ }')).attributes.id).not.toBe(first.attributes.id)
    expect(
      readEvent({ headers: {}, value: bytes('{}') }, { ...at, offset: 42 }, fallback).attributes.id,
    ).not.toBe(first.attributes.id)
  })

  test('reads a tombstone as an event without data', () => {
    expect(read({ ce_id: 'a' }, null).data).toBeNull()
  })

  test('never throws, whatever the record holds', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.oneof(fc.string(), fc.constantFrom('content-type', 'ce_id', '__proto__', 'traceparent')),
          fc.oneof(fc.uint8Array(), fc.constant(bytes('application/cloudevents+json'))),
        ),
        fc.option(fc.oneof(fc.uint8Array(), fc.json().map(bytes))),
        (found, value) => {
          expect(readEvent({ headers: found, value }, at, fallback).attributes.id).not.toBe('')
        },
      ),
    )
  })
})

describe('eventHeaders', () => {
  test('writes what readEvent reads', () => {
    const text = fc.string({ minLength: 1 }).filter((value) => value === value.toWellFormed())
    fc.assert(
      fc.property(
        fc.record(
          {
            id: text,
            source: text,
            type: text,
            time: text,
            subject: text,
            datacontenttype: fc.constant('a/b'),
            traceparent: text,
          },
          { requiredKeys: ['id', 'source', 'type'] },
        ),
        fc.dictionary(fc.stringMatching(/^ext[a-z0-9]{1,17}$/), text),
        (attributes, extensions) => {
          const event = { ...attributes, extensions }
          const record = { headers: eventHeaders(event), value: bytes('x') }
          expect(readEvent(record, at, fallback).attributes).toEqual(event)
        },
      ),
    )
  })

  test('names the version of the specification', () => {
    const made = eventHeaders({ id: '1', source: 's', type: 't', extensions: {} })
    expect(headerText(made, 'CE_SpecVersion')).toBe('1.0')
  })
})
