import { describe, expect, test } from 'vitest'
import { coverageOf } from './operator-types.ts'

describe('coverageOf', () => {
  test('tells direct from indirect effect', () => {
    expect(coverageOf(['manufacturer (direct)', 'freight forwarder (indirect only)'], [])).toEqual({
      direct: ['manufacturer'],
      indirect: ['freight-forwarder'],
      excluded: [],
      inferred: false,
    })
  })

  test('marks what is inferred, and what counts for the exporter only', () => {
    const inferred = 'C-TPAT exporter entity (direct; inferred, the source of 2013 precedes that entity type)'
    expect(coverageOf(['importer that also exports (direct)', inferred], ['customs-broker'])).toMatchObject({
      direct: ['importer', 'exporter'],
      excluded: ['customs-broker'],
      asExporterOnly: ['importer'],
      inferred: true,
      inferredTypes: ['exporter'],
    })
  })

  test('refuses a phrase that nobody has read', () => {
    expect(() => coverageOf(['exporters of good repute'], [])).toThrow('exporters of good repute')
  })
})
