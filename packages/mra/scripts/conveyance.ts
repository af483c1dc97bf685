import type { DirectionConveyance, Territory } from '../src/arrangement.ts'

type Practice = Omit<DirectionConveyance, 'inferred'> & {
  /** Exporting sides for which a text about the pair itself, or about every partner, says so. */
  readonly shownFor: readonly Territory[] | 'all'
}

const SURVEY = 'Trustlane domain reference, section 8, Conveyance'

const declared = (
  method: DirectionConveyance['methods'][number],
  shownFor: Practice['shownFor'] = [],
  source = SURVEY,
): Practice => ({ methods: [method], channel: 'declaration', source, shownFor })

/** What each destination's customs wants to see, whatever the arrangement. */
const BY_DESTINATION: ReadonlyMap<Territory, Practice> = new Map<Territory, Practice>([
  [
    'US',
    {
      methods: ['MID'],
      channel: 'entry',
      source: 'http://www.chamberview.co.uk/steps-to-take-to-benefit-from-the-eu-u-s-agreement/',
      shownFor: ['EU', 'GB'],
    },
  ],
  ['JP', declared('NACCS', 'all', 'https://bbs.naccscenter.com/naccs/dfw/web/docs/2025032500029')],
  [
    'CN',
    {
      methods: ['AEO_NUMBER'],
      channel: 'manifest',
      alsoIn: 'declaration',
      source: 'GACC Announcements 101/2019 and 6/2022 (third-party mirrors)',
      shownFor: ['EU', 'JP'],
    },
  ],
  [
    'EU',
    {
      methods: ['TCUI'],
      channel: 'manifest',
      onlyInEntrySummary: true,
      actorRoles: ['MF'],
      source: 'https://nicola-bernard.de/en/mutual-recognition-of-aeo-programmes-between-eu-and-canada',
      shownFor: ['CA', 'US'],
    },
  ],
  ['GB', declared('EORI')],
  ['AU', declared('SUPPLIER_CODE')],
  ['NZ', declared('SUPPLIER_CODE')],
  ['IL', declared('SUPPLIER_CODE')],
  ['IN', declared('OBIN')],
  ['TR', declared('OWN_NUMBER')],
  ['SA', declared('AEO_NUMBER', ['KR'])],
  ...['TW', 'MY', 'MX', 'SG', 'AE', 'ID', 'TH', 'PE'].map((to) => [to, declared('AEO_NUMBER')] as const),
])

/** The one direction into Canada whose method is shown; into the rest of Canada it is not. */
const KOREA_TO_CANADA: DirectionConveyance = {
  methods: ['NAME_AND_ADDRESS'],
  channel: 'pre-exchanged-list',
  inferred: false,
  source: 'https://biz.newdaily.co.kr/site/data/html/2015/10/30/2015103010093.html',
}

/** How a member's status of one territory must reach the customs of another. */
export function conveyanceOf(from: Territory, to: Territory): DirectionConveyance {
  if (from === 'KR' && to === 'CA') return KOREA_TO_CANADA
  const practice = BY_DESTINATION.get(to)
  if (practice === undefined)
    return { methods: [], channel: 'not-established', inferred: false, source: SURVEY }
  const { shownFor, ...conveyance } = practice
  return { ...conveyance, inferred: shownFor !== 'all' && !shownFor.includes(from) }
}
