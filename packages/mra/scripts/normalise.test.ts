import { describe, expect, test } from 'vitest'
import { normalise } from './normalise.ts'
import { Source } from './source.ts'

const source = (over: Partial<Source> = {}): Source => ({
  id: 'mra-jp-kr',
  kind: 'bilateral',
  a: { country: 'JP', programme: 'Japan AEO' },
  b: { country: 'KR', programme: 'Korea AEO' },
  signed: null,
  signedApprox: '2011-05',
  implemented: null,
  implementedApprox: null,
  status: 'implemented',
  directions: [{ from: 'JP', to: 'KR', covered: true, basis: 'explicit', note: null }],
  coveredOperatorTypes: { a: ['exporter'], b: null },
  validityCertificates: null,
  conditions: [],
  identifierNotes: null,
  sources: ['a notice'],
  confidence: 'high',
  notes: null,
  suggestedActive: true,
  ...over,
})
const anyMember = {
  from: 'any member',
  to: 'any other member',
  covered: true,
  basis: 'explicit',
  note: null,
} as const

describe('normalise', () => {
  test('takes the types of the exporting side, whichever side that is', () => {
    const both = ['JP', 'KR'].map((from) => ({
      ...source().directions[0]!,
      from,
      to: from === 'JP' ? 'KR' : 'JP',
    }))
    const [there, back] = normalise(source({ directions: both })).directions
    expect(there).toMatchObject({ coverage: { direct: ['exporter'] } })
    expect(there).not.toHaveProperty('importingCoverage')
    expect(back).toMatchObject({ coverage: null, importingCoverage: { direct: ['exporter'] } })
  })

  test('makes every ordered pair of "any member"', () => {
    const { directions } = normalise(
      source({ kind: 'plurilateral', members: ['TH', 'SG', 'MY'], directions: [anyMember] }),
    )
    expect(directions.map(({ from, to }) => `${from}${to}`)).toEqual([
      'THSG',
      'THMY',
      'SGTH',
      'SGMY',
      'MYTH',
      'MYSG',
    ])
  })

  test('keeps words on dates beside the day they allow', () => {
    expect(normalise(source()).signed).toEqual({ text: '2011-05', latest: '2011-05-31' })
    expect(normalise(source({ signed: '2011-05-20' })).signed).toMatchObject({ day: '2011-05-20' })
  })

  test('types a condition that a rule reads, and keeps as text one that none does', () => {
    const conditions = [
      'EU member must hold AEOS or AEOF and consent to data exchange',
      'Customs brokers on either side get no direct benefit',
      'Either side may suspend treatment of a given operator and must inform the other of irregularities',
    ]
    const made = normalise(
      source({
        b: { country: 'EU', programme: 'EU AEO' },
        directions: [{ ...source().directions[0]!, from: 'EU', to: 'JP' }],
        coveredOperatorTypes: { a: null, b: ['exporter'] },
        conditions,
      }),
    )
    expect(made.directions[0]).toMatchObject({
      requires: { consent: true, certificates: ['AEOS', 'AEOF'] },
      coverage: { excluded: ['customs-broker'] },
    })
    expect(made.conditions).toEqual([conditions[2]])
  })

  test.each([
    {
      what: 'a condition nobody has read',
      over: { conditions: ['Only on Tuesdays'] },
      says: 'Only on Tuesdays',
    },
    {
      what: 'a country without a programme',
      over: { b: { country: 'FO', programme: '?' } },
      says: 'no programme in the catalogue for FO',
    },
    { what: 'a status at odds with its activity', over: { suggestedActive: false }, says: 'contradicts' },
    { what: 'no source', over: { sources: [] }, says: 'sources' },
  ])('refuses $what', ({ over, says }) => expect(() => normalise(source(over))).toThrow(says))

  test('reads a source file strictly', () => {
    expect(Source.safeParse(source()).success).toBe(true)
    expect(Source.safeParse({ ...source(), surprise: 1 }).success).toBe(false)
  })
})
