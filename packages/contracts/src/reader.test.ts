import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Decision } from './decision.ts'
import { ConsignmentAccepted } from './events.ts'
import { Party } from './manifest.ts'
import { readerOf } from './reader.ts'
import { aFiling, aParty } from './testing/index.ts'
import { TOPICS, type Topic } from './topics.ts'

describe('readerOf', () => {
  test('ignores a field that a newer writer added, at any depth', () => {
    const filing = { ...aFiling(), colour: 'red' }
    const event = { kind: 'filing', filing: { ...filing, consignment: { ...filing.consignment, mood: 1 } } }
    expect(ConsignmentAccepted.safeParse(event).success).toBe(false)
    expect(readerOf(ConsignmentAccepted).parse(event)).toEqual({ kind: 'filing', filing: aFiling() })
  })

  test('takes a code that it does not know for other', () => {
    const party = { ...aParty(), role: 'drone-pilot', identifiers: [{ scheme: 'moon-id', value: '1' }] }
    expect(readerOf(Party).parse(party)).toMatchObject({
      role: 'other',
      identifiers: [{ scheme: 'other', value: '1' }],
    })
  })

  test('takes a reason that it does not know for OTHER', () => {
    const reason = { code: 'NEW_IN_2031', rule: 'r', group: 'new', effect: 'blocks' }
    expect(readerOf(Decision.shape.primary).parse(reason)).toMatchObject({ code: 'OTHER', group: 'other' })
  })

  test.each([
    { what: 'a missing field', value: { role: 'consignor' } },
    { what: 'a code of another type', value: { ...aParty(), role: 7 } },
    { what: 'an impossible country', value: { ...aParty(), country: 'JPN' } },
  ])('still refuses $what', ({ value }) => {
    expect(readerOf(Party).safeParse(value).success).toBe(false)
  })

  test('keeps the limits of lists', () => {
    expect(readerOf(z.array(z.string()).min(1)).safeParse([]).success).toBe(false)
  })

  test('does not turn an outcome that it does not know into a known one', () => {
    expect(readerOf(Decision.shape.outcome).safeParse('released').success).toBe(false)
  })
})

/** Events as release 0.1.0 wrote them: what a reader of any later release must still read. */
describe('the reader of this release', () => {
  const topics: readonly Topic[] = Object.values(TOPICS)

  test.each(topics.filter(({ schema }) => schema !== undefined).map((topic) => [topic.name, topic] as const))(
    'reads what the release before wrote on %s',
    async (name, topic) => {
      const file = new URL(`../fixtures/0.1.0/${name}.json`, import.meta.url)
      const { default: events } = (await import(file.href, { with: { type: 'json' } })) as {
        default: unknown[]
      }
      expect(events.length).toBeGreaterThan(0)
      for (const event of events) expect(() => readerOf(topic.schema!).parse(event)).not.toThrow()
    },
  )
})
