import { describe, expect, test } from 'vitest'
import { builtInArrangements, createArrangementSet } from '../arrangement-set.ts'
import { blocksOf, codesOf, decideIn, found, held, list, type Situation } from '../testing/index.ts'

const at = (instant: string) => new Date(instant)
const corridorBlocks = (situation: Situation) =>
  decideIn({ key: found({}), ...situation })
    .reasons.filter(({ group }) => group === 'corridor')
    .map(({ code }) => code)

describe('an arrangement', () => {
  test.each([
    {
      pair: 'JP>US',
      when: 'before its start',
      instant: '2009-06-26T03:59:59.999Z',
      codes: ['ARRANGEMENT_NOT_ACTIVE'],
    },
    { pair: 'JP>US', when: 'at midnight in Washington', instant: '2009-06-26T04:00:00Z', codes: [] },
    {
      pair: 'US>JP',
      when: 'before C-TPAT had exporters',
      instant: '2015-12-31T14:59:59.999Z',
      codes: ['DIRECTION_NOT_COVERED'],
    },
    { pair: 'US>JP', when: 'at midnight in Tokyo', instant: '2015-12-31T15:00:00Z', codes: [] },
    {
      pair: 'EU>US',
      when: 'before its start',
      instant: '2012-07-01T03:59:59.999Z',
      codes: ['ARRANGEMENT_NOT_ACTIVE'],
    },
    { pair: 'EU>US', when: 'at midnight in Washington', instant: '2012-07-01T04:00:00Z', codes: [] },
    { pair: 'US>EU', when: 'at midnight in Brussels', instant: '2012-06-30T22:00:00Z', codes: [] },
    {
      pair: 'US>EU',
      when: 'a millisecond before',
      instant: '2012-06-30T21:59:59.999Z',
      codes: ['ARRANGEMENT_NOT_ACTIVE'],
    },
    {
      pair: 'BR>US',
      when: 'only signed',
      instant: '2026-06-01T00:00:00Z',
      codes: ['ARRANGEMENT_NOT_ACTIVE'],
    },
    { pair: 'VN>US', when: 'not there', instant: '2026-06-01T00:00:00Z', codes: ['NO_ARRANGEMENT'] },
  ])('gives $codes for $pair, $when', ({ pair, instant, codes }) => {
    const [from = '', to = ''] = pair.split('>')
    expect(corridorBlocks({ from, to, at: at(instant) })).toEqual(codes)
  })

  test.each([
    { of: 'low', minimumConfidence: 'medium', codes: ['ARRANGEMENT_NOT_ACTIVE'] },
    { of: 'low', minimumConfidence: 'low', codes: [] },
    { of: 'medium', minimumConfidence: 'medium', codes: [] },
    { of: 'medium', minimumConfidence: 'high', codes: ['ARRANGEMENT_NOT_ACTIVE'] },
  ] as const)(
    'of $of confidence gives $codes where $minimumConfidence is asked',
    ({ of, minimumConfidence, codes }) => {
      const arrangements = createArrangementSet([{ ...usJp(), confidence: of }])
      expect(corridorBlocks({ arrangements, policy: { minimumConfidence } })).toEqual(codes)
    },
  )

  test.each([
    { active: true, effectiveFrom: '2026-06-01', codes: [] },
    { active: true, effectiveFrom: '2026-06-02', codes: ['ARRANGEMENT_NOT_ACTIVE'] },
    { active: false, effectiveFrom: '2026-06-02', codes: [] },
    { active: false, effectiveFrom: '2026-06-01', codes: ['ARRANGEMENT_NOT_ACTIVE'] },
  ])(
    'gives $codes when an operator says active $active from $effectiveFrom',
    ({ active, effectiveFrom, codes }) => {
      const arrangements = overlaid({ active, effectiveFrom }, active ? 'low' : 'high')
      expect(corridorBlocks({ arrangements })).toEqual(codes)
    },
  )

  test('that covers the opposite direction only does not cover this one', () => {
    const { directions, ...rest } = usJp()
    const oneWay = createArrangementSet([
      { ...rest, directions: directions.filter(({ from }) => from === 'JP') },
    ])
    expect(corridorBlocks({ from: 'US', to: 'JP', arrangements: oneWay })).toEqual(['DIRECTION_NOT_COVERED'])
    expect(corridorBlocks({ arrangements: oneWay })).toEqual([])
  })

  test('that an operator ends limits what a decision is good for', () => {
    const arrangements = overlaid({ active: false, effectiveFrom: '2026-07-01' }, 'high')
    expect(decideIn({ arrangements })).toMatchObject({
      outcome: 'cleared',
      goodUntil: '2026-07-01T04:00:00.000Z',
    })
  })
})

describe('the corridor', () => {
  test.each([
    { missing: 'departure', consignment: { loading: { name: 'A' } }, to: 'US' },
    { missing: 'destination', consignment: { discharge: { name: 'B' } }, to: undefined },
    {
      missing: 'departure and destination',
      consignment: { loading: { name: 'A' }, discharge: { name: 'B' } },
      to: undefined,
    },
  ])('that tells no $missing is a fault of the data', ({ missing, consignment }) => {
    const decision = decideIn({ consignment })
    expect(decision.primary).toMatchObject({ code: 'CORRIDOR_UNKNOWN', detail: { missing } })
    expect(decision.review).toEqual({ class: 'data' })
  })

  test('that an arrangement does not cover leaves the rest not applied, and ordinary', () => {
    const decision = decideIn({ from: 'VN', facts: { parties: [] } })
    expect(decision).toMatchObject({
      outcome: 'needs-validation',
      review: { class: 'ordinary' },
      primary: { code: 'NO_ARRANGEMENT' },
      notApplied: ['identity', 'system', 'trust', 'conveyance'],
      retryable: false,
    })
    expect(decision.arrangement).toBeUndefined()
  })

  test.each([
    { what: 'Northern Ireland is the EU', from: 'XI', to: 'US', programme: 'EU-AEO', certificate: 'AEOS' },
    { what: 'Monaco is the EU', from: 'MC', to: 'US', programme: 'EU-AEO', certificate: 'AEOS' },
    { what: 'Réunion is the EU', from: 'RE', to: 'US', programme: 'EU-AEO', certificate: 'AEOF' },
    { what: 'Jersey is the UK', from: 'JE', to: 'JP', programme: 'GB-AEO', certificate: 'AEOS' },
    { what: 'Puerto Rico is the US', from: 'JP', to: 'PR', programme: 'JP-AEO', certificate: undefined },
  ])('counts by customs territory: $what', ({ from, to, programme, certificate }) => {
    const key = found(
      {},
      held({
        programme,
        ...(certificate !== undefined && { certificate }),
        conveyance: [
          { method: 'MID', value: 'JPAOBPRE123TOK' },
          { method: 'NACCS', value: '123456789012' },
        ],
      }),
    )
    expect(decideIn({ from, to, key }).outcome).toBe('cleared')
  })

  test.each([
    { what: 'Greenland is not the EU', from: 'GL', code: 'NO_ARRANGEMENT' },
    { what: 'Ceuta is not the EU', from: 'EA', code: 'NO_ARRANGEMENT' },
    { what: 'Hong Kong is not China', from: 'MO', code: 'NO_ARRANGEMENT' },
    { what: 'Guam is not the US', from: 'GU', to: 'JP', code: 'NO_ARRANGEMENT' },
  ])('keeps apart what is apart: $what', ({ from, to = 'US', code }) => {
    expect(corridorBlocks({ from, to })).toEqual([code])
  })

  test('uses the arrangement of the EU for Great Britain until the end of 2020', () => {
    const key = found({}, held({ programme: 'EU-AEO', certificate: 'AEOS' }))
    const before = decideIn({
      from: 'GB',
      key,
      at: at('2020-12-31T22:59:59Z'),
      facts: { lists: { 'EU-AEO': list() } },
    })
    expect(before.arrangement).toMatchObject({ arrangementId: 'mra-us-eu', from: 'EU' })
    const after = decideIn({ from: 'GB', key, at: at('2020-12-31T23:00:00Z') })
    expect(after.corridor.from).toBe('GB')
    expect(blocksOf(after)).toEqual(['ARRANGEMENT_NOT_ACTIVE'])
  })

  test('within one territory has no arrangement to look for', () => {
    expect(codesOf(decideIn({ from: 'DE', to: 'FR', key: found({}) }))).not.toContain('NO_ARRANGEMENT')
  })
})

const usJp = () =>
  builtInArrangements.arrangements.find(({ arrangementId }) => arrangementId === 'mra-us-jp')!

function overlaid(
  over: { active: boolean; effectiveFrom: string },
  confidence: 'low' | 'high',
): ReturnType<typeof createArrangementSet> {
  const said = { authority: 'an operator', legalReference: 'a decree', arrangementId: 'mra-us-jp' }
  const status = over.active ? ('signed' as const) : ('implemented' as const)
  return createArrangementSet([{ ...usJp(), confidence, status }], [{ ...said, ...over }])
}
