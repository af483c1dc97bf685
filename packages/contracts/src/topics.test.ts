import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { REASON_CODES, REASONS } from './reasons.ts'
import { jsonSchemas } from './json-schemas.ts'
import { ALL_TOPICS, deadLetterTopic, PARTITIONS, topicNamed, TOPICS, type Topic } from './topics.ts'

describe('the topic catalogue', () => {
  test('names every topic once, with its version', () => {
    const names = ALL_TOPICS.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(name).toMatch(/^[a-z]+\.[a-z-]+\.v\d+(\.dlq)?$/)
  })

  test('gives all consignment topics one partition count', () => {
    const consignments = ALL_TOPICS.filter(({ name }) => name.startsWith('consignment.'))
    expect(consignments.length).toBeGreaterThan(5)
    expect(new Set(consignments.map(({ partitions }) => partitions))).toEqual(new Set([PARTITIONS]))
  })

  test('partitions state as the input of its stage', () => {
    expect(TOPICS.manifestState.partitions).toBe(TOPICS.manifestSubmitted.partitions)
    expect(TOPICS.consignmentDecided.partitions).toBe(TOPICS.consignmentEnriched.partitions)
  })

  test('keeps dead letters longer than their source, with room for the original', () => {
    const dead = deadLetterTopic(TOPICS.manifestSubmitted)
    expect(dead).toMatchObject({ name: 'manifest.submitted.v1.dlq', restricted: true })
    expect(dead.retentionMs).toBeGreaterThan(TOPICS.manifestSubmitted.retentionMs)
    expect(dead.maxBytes).toBe(TOPICS.manifestSubmitted.maxBytes + 65_536)
  })

  test('restricts every topic that a membership could be read from', () => {
    const open = Object.values(TOPICS as Record<string, Topic>).filter(({ restricted }) => !restricted)
    expect(open.map(({ name }) => name)).toEqual([
      'manifest.submitted.v1',
      'manifest.state.v1',
      'consignment.accepted.v1',
      'policy.activated.v1',
    ])
  })

  test('finds a topic by its name with and without version', () => {
    expect(topicNamed('consignment.cleared')).toBe(TOPICS.consignmentCleared)
    expect(topicNamed('manifest.submitted.v1.dlq')?.name).toBe('manifest.submitted.v1.dlq')
    expect(topicNamed('consignment.released')).toBeUndefined()
  })
})

describe('the JSON Schema files', () => {
  const folder = new URL('../schemas/', import.meta.url)

  test('are the ones that the zod schemas give: run `npm run schemas` after a change', () => {
    expect(readdirSync(folder).toSorted()).toEqual([...jsonSchemas().keys()].toSorted())
    for (const [file, text] of jsonSchemas()) {
      expect(readFileSync(new URL(file, folder), 'utf8'), file).toBe(text)
    }
  })
})

describe('the reason codes', () => {
  test('give a class to every code that blocks, and to no other', () => {
    for (const code of REASON_CODES) {
      const { group, ...rest } = REASONS[code]
      const blocks = !['not-decided', 'grant', 'advisory'].includes(group)
      expect('reviewClass' in rest, code).toBe(blocks)
    }
  })
})
