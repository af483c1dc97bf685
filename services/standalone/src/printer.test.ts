import { deadLetter } from '@trustlane/event-log'
import { aRecord } from '@trustlane/event-log/testing'
import { TOPICS } from '@trustlane/contracts'
import { describe, expect, test } from 'vitest'
import { deadLetterLine } from './printer.ts'

function lineFor(errors: readonly { place: string; message: string }[]): string {
  const { topic, key, headers } = deadLetter(
    aRecord({ topic: TOPICS.manifestSubmitted.name }),
    {
      reason: 'UNREADABLE',
      stage: 'intake',
      firstFailedAt: '2026-06-01T00:00:00Z',
      title: 'No manifest',
      detail: 'in short',
      errors,
    },
    TOPICS.manifestSubmitted,
  )
  return deadLetterLine(aRecord({ topic: topic.name, key, headers, partition: 0, offset: 7 }))
}

describe('deadLetterLine', () => {
  test('says where the letter is, why, and what was wrong where', () => {
    expect(lineFor([{ place: 'UNH (line 2)', message: 'no UNT' }])).toBe(
      'dead letter manifest.submitted.v1.dlq/0@7  UNREADABLE: No manifest: UNH (line 2): no UNT',
    )
  })

  test('shows the first three errors and says how many more there are', () => {
    const errors = Array.from({ length: 5 }, (_, index) => ({ place: `line ${index}`, message: 'wrong' }))
    expect(lineFor(errors)).toMatch(/line 2: wrong; and 2 more \(npx trustlane dlq show\)$/)
  })

  test('has the detail where there are no errors', () => {
    expect(lineFor([])).toMatch(/No manifest: in short$/)
  })

  test('survives headers that are none of ours', () => {
    expect(
      deadLetterLine(aRecord({ topic: 'x.dlq', headers: { 'dlq.detail': Buffer.from('{no') } })),
    ).toContain('{no')
  })
})
