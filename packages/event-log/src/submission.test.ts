import { headerText, readEvent } from '@trustlane/contracts'
import { describe, expect, test } from 'vitest'
import { submission } from './submission.ts'

const sent = {
  bytes: Buffer.from("UNH+1+CUSCAR:D:95B:UN'"),
  source: 'trustlane/cli',
  time: '2026-06-01T00:00:00.000Z',
}
const idOf = (over: Partial<Parameters<typeof submission>[0]> = {}) =>
  headerText(submission({ ...sent, ...over }).headers, 'ce_id')

describe('submission', () => {
  test('sends the bytes untouched, with what is known of them in headers', () => {
    const record = submission({
      ...sent,
      contentType: 'application/edifact',
      id: 'S-1',
      manifestId: 'TRIDENT:V1',
    })
    expect(record.topic.name).toBe('manifest.submitted.v1')
    expect(record.key).toBe('TRIDENT:V1')
    const read = readEvent(record, { topic: '', partition: 0, offset: 0 }, { source: '', type: '' })
    expect(read.data).toEqual(sent.bytes)
    expect(read.attributes).toEqual({
      id: 'S-1',
      source: 'trustlane/cli',
      type: 'trustlane.manifest.submitted.v1',
      time: sent.time,
      subject: 'TRIDENT:V1',
      datacontenttype: 'application/edifact',
      extensions: {},
    })
  })

  test('gives messages without a known manifest id a key by their content', () => {
    expect(submission(sent).key).toBe(submission({ ...sent, source: 'other' }).key)
    expect(submission(sent).key).not.toBe(submission({ ...sent, bytes: Buffer.from('x') }).key)
  })

  test('derives an id that is the same for the same sending only', () => {
    expect(idOf()).toBe(idOf())
    expect(idOf({ time: '2026-06-01T00:00:01.000Z' })).not.toBe(idOf())
    expect(idOf({ bytes: Buffer.from('x') })).not.toBe(idOf())
    expect(idOf({ source: 'trustlane/gateway' })).not.toBe(idOf())
  })
})
