import type { OperatorType } from '@trustlane/contracts'
import type { Coverage } from '../src/arrangement.ts'

type Phrase = {
  readonly type: OperatorType
  readonly effect: 'direct' | 'indirect'
  readonly asExporterOnly?: true
  readonly inferred?: true
  readonly note?: string
}

const EITHER_CARRIER = 'carriers by sea or air'

/** Every phrase of the source, and what it means: a new one has to be read by a person first. */
const PHRASES: ReadonlyMap<string, Phrase> = new Map<string, Phrase>([
  ['exporter', { type: 'exporter', effect: 'direct' }],
  ['importer', { type: 'importer', effect: 'direct' }],
  ['exporter (direct)', { type: 'exporter', effect: 'direct' }],
  ['manufacturer (direct)', { type: 'manufacturer', effect: 'direct' }],
  ['importer that also exports (direct)', { type: 'importer', effect: 'direct', asExporterOnly: true }],
  [
    'manufacturer when acting as exporter (direct)',
    { type: 'manufacturer', effect: 'direct', asExporterOnly: true },
  ],
  ['freight forwarder (indirect only)', { type: 'freight-forwarder', effect: 'indirect' }],
  ['sea or air carrier (indirect only)', { type: 'carrier', effect: 'indirect', note: EITHER_CARRIER }],
  [
    'C-TPAT exporter entity (direct; inferred, the source of 2013 precedes that entity type)',
    {
      type: 'exporter',
      effect: 'direct',
      inferred: true,
      note: 'exporter entity inferred: the source of 2013 precedes it',
    },
  ],
  [
    'exporter (C-TPAT exporter entity; other C-TPAT types acting as exporter not confirmed)',
    {
      type: 'exporter',
      effect: 'direct',
      inferred: true,
      note: 'C-TPAT exporter entity; other C-TPAT types acting as exporter not confirmed',
    },
  ],
  [
    'exporter (AEO exporter); other Japan AEO categories not confirmed',
    { type: 'exporter', effect: 'direct', note: 'other Japan AEO categories not confirmed' },
  ],
])

/** One side's covered types, from the phrases of the source. Throws on a phrase that is not in the table. */
export function coverageOf(phrases: readonly string[], excluded: readonly OperatorType[]): Coverage {
  const read = phrases.map((phrase) => {
    const meaning = PHRASES.get(phrase)
    if (meaning === undefined) throw new Error(`operator type not in the table: ${phrase}`)
    return meaning
  })
  const types = (keep: (phrase: Phrase) => boolean): OperatorType[] =>
    read.filter(keep).map(({ type }) => type)
  const asExporterOnly = types((phrase) => phrase.asExporterOnly === true)
  const inferredTypes = types((phrase) => phrase.inferred === true)
  const notes = read.flatMap(({ note }) => note ?? [])
  return {
    direct: types(({ effect }) => effect === 'direct'),
    indirect: types(({ effect }) => effect === 'indirect'),
    excluded: [...excluded],
    ...(asExporterOnly.length > 0 ? { asExporterOnly } : {}),
    inferred: inferredTypes.length > 0,
    ...(inferredTypes.length > 0 ? { inferredTypes } : {}),
    ...(notes.length > 0 ? { note: notes.join('; ') } : {}),
  }
}
