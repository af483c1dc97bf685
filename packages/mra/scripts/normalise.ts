import type { OperatorType } from '@trustlane/contracts'
import { Arrangement, type Dated, type Direction, type Territory } from '../src/arrangement.ts'
import { isActiveStatus } from '../src/arrangement-status.ts'
import { programmeOf } from '../src/programmes.ts'
import { conditionNamed } from './conditions.ts'
import { conveyanceOf } from './conveyance.ts'
import { latestDay } from './latest-day.ts'
import { coverageOf } from './operator-types.ts'
import type { Source } from './source.ts'

/** Consent of the member is a general condition of these programmes, for every arrangement of theirs. */
const CONSENT_ALWAYS: ReadonlySet<Territory> = new Set(['EU', 'GB'])

/** Canonical classes that a side's evidence stands for. */
const CLASSES: Readonly<Record<Territory, string[]>> = {
  BR: ['OEA-SEGURANCA'],
  BY: ['TYPE-3'],
  CN: ['ADVANCED'],
  EU: ['AEOS', 'AEOF'],
  GB: ['AEOS', 'AEOF'],
  MO: ['A'],
  SG: ['STP-PLUS'],
  TW: ['SECURITY'],
}

/** In 2009 C-TPAT had no exporters; guidance of 2016 first shows the direction in use. */
const NOT_BEFORE: ReadonlyMap<string, NonNullable<Direction['notBefore']>> = new Map([
  [
    'mra-us-jp US>JP',
    {
      day: '2016-01-01',
      reason:
        'C-TPAT was import-only when the arrangement was signed; Japanese guidance of 2016 shows it in use',
    },
  ],
])

/**
 * One arrangement of the research file as data that rules read: operator types as codes, "any member" as every
 * ordered pair, dates with the last day that their words allow, conditions typed where a rule reads them.
 * Throws on wording that nobody has read yet, so that nothing is guessed.
 */
export function normalise(source: Source): Arrangement {
  if (source.suggestedActive !== isActiveStatus(source.status)) {
    throw new Error(`${source.id}: suggestedActive contradicts the status`)
  }
  const conditions = source.conditions.filter((text) => conditionNamed(text).kept === true)
  return Arrangement.parse({
    arrangementId: source.id,
    kind: source.kind,
    members: membersOf(source).map((territory) => ({ territory, programme: programmeCode(territory) })),
    status: source.status,
    confidence: source.confidence,
    signed: dated(source.signed, source.signedApprox),
    implemented: dated(source.implemented, source.implementedApprox),
    directions: expand(source).map((direction) => normaliseDirection(source, direction)),
    conditions,
    ...(source.validityCertificates === null ? {} : { certificates: source.validityCertificates }),
    ...(source.identifierNotes === null ? {} : { identifierNotes: source.identifierNotes }),
    ...(source.notes === null ? {} : { notes: source.notes }),
    sources: source.sources,
  })
}

const membersOf = ({ members, a, b }: Source): Territory[] => members ?? [a.country, b.country]

function programmeCode(territory: Territory): string {
  const programme = programmeOf(territory)
  if (programme === undefined) throw new Error(`no programme in the catalogue for ${territory}`)
  return programme.code
}

function dated(day: string | null, text: string | null): Dated {
  const latest = text === null ? undefined : latestDay(text)
  return {
    ...(day === null ? {} : { day }),
    ...(text === null ? {} : { text }),
    ...(latest === undefined ? {} : { latest }),
  }
}

/** "Any member" to "any other member" is each ordered pair of members. */
function expand(source: Source): Source['directions'] {
  const members = membersOf(source)
  return source.directions.flatMap((direction) =>
    direction.from === 'any member'
      ? members.flatMap((from) =>
          members.filter((to) => to !== from).map((to) => ({ ...direction, from, to })),
        )
      : [direction],
  )
}

function normaliseDirection(
  source: Source,
  { from, to, basis, note }: Source['directions'][number],
): Direction {
  const conditions = source.conditions.map((text) => conditionNamed(text))
  const excluded: OperatorType[] = conditions.some(({ excludesBrokers }) => excludesBrokers)
    ? ['customs-broker']
    : []
  const side = (territory: Territory) => {
    const phrases = source.coveredOperatorTypes[territory === source.a.country ? 'a' : 'b']
    return phrases === null ? null : coverageOf(phrases, excluded)
  }
  const importing = side(to)
  const consent = CONSENT_ALWAYS.has(from) || conditions.some(({ consentOf }) => consentOf === from)
  const certificates = hasClassEvidence(source, from) ? CLASSES[from] : undefined
  const notBefore = NOT_BEFORE.get(`${source.id} ${from}>${to}`)
  return {
    from,
    to,
    basis,
    ...(notBefore === undefined ? {} : { notBefore }),
    keyPartyOrder:
      to === 'US' ? ['manufacturer', 'exporter', 'consignor'] : ['exporter', 'consignor', 'manufacturer'],
    coverage: side(from),
    ...(importing === null ? {} : { importingCoverage: importing }),
    ...(consent || certificates !== undefined
      ? {
          requires: {
            ...(consent ? { consent } : {}),
            ...(certificates === undefined ? {} : { certificates }),
          },
        }
      : {}),
    conveyance: conveyanceOf(from, to),
    ...(note === null ? {} : { note }),
  }
}

/** Whether the source, in whatever place, ties this side to a class of certificate. */
const hasClassEvidence = (source: Source, territory: Territory): boolean =>
  source.validityCertificates?.[territory] !== undefined ||
  source.conditions.some((text) => conditionNamed(text).certificateOf === territory) ||
  (territory === 'MO' && source.notes === 'Macao class A operators only.')
