import { aMembership, aParty } from '@trustlane/contracts/testing'
import { expect, test } from 'vitest'
import { partyKeys } from './party-keys.ts'
import { resolveParty } from './resolve.ts'

test('tells which of several numbers are the member’s, since another beside them may be anybody’s', () => {
  const keys = partyKeys(
    aParty({
      identifiers: [
        { scheme: 'aeo', value: 'jpex-0417' },
        { scheme: 'mra', value: 'JPEX99999999' },
      ],
    }),
  )
  const membership = aMembership({ identifiers: [{ scheme: 'aeo', value: 'JPEX0417' }] })
  const held = { membership, source: { kind: 'complete' as const, asOf: '2026-06-01T00:00:00Z' } }
  const hits = { members: new Map([['id:aeo:JPEX0417', [held]]]), links: new Map() }
  const [found] = resolveParty(keys, hits, new Date('2026-06-01T00:00:00Z'))
  expect(found?.match).toMatchObject({ grade: 'A', numbers: ['JPEX0417'] })
})
