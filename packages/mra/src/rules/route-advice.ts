import type { Place } from '@trustlane/contracts'
import type { Concluded } from '../judged.ts'
import { territoryOf, territoryOfCountry } from '../territories.ts'
import { findIf, listed, type Rule } from './rule.ts'

/** Group 9, of corridor and arrangement. */
export const ROUTE_ADVICE: readonly Rule<Concluded>[] = [
  {
    id: 'route.effective-date-assumed',
    group: 'advisory',
    codes: ['EFFECTIVE_DATE_ASSUMED'],
    source: 'domain 9, "Dates"',
    find: ({ choice: { chosen } }) =>
      chosen === undefined
        ? []
        : findIf(chosen.startAssumed, 'EFFECTIVE_DATE_ASSUMED', { start: chosen.start.toISOString() }),
  },
  {
    id: 'route.direction-inferred',
    group: 'advisory',
    codes: ['DIRECTION_INFERRED'],
    source: 'domain 9, "Dates": a basis that is not explicit',
    find: ({ choice: { chosen } }) =>
      chosen === undefined
        ? []
        : findIf(chosen.direction.basis !== 'explicit', 'DIRECTION_INFERRED', {
            basis: chosen.direction.basis,
          }),
  },
  {
    id: 'route.pair-resolution',
    group: 'advisory',
    codes: ['PAIR_RESOLUTION'],
    source: 'domain 9, "Meanings": the active ones first, then the bilateral',
    find: ({ choice: { inForce } }) =>
      findIf(inForce.length > 1, 'PAIR_RESOLUTION', {
        arrangements: inForce.map(({ arrangement }) => arrangement.arrangementId).join(', '),
      }),
  },
  {
    id: 'route.transit-ignored',
    group: 'advisory',
    codes: ['TRANSIT_IGNORED'],
    source: 'domain 8, "Corridor": legs under one through bill make no decision of their own',
    find({ filing: { consignment }, corridor: { from, to }, at }) {
      const { loading, discharge, transhipment = [] } = consignment
      const territories = [loading, ...transhipment, discharge]
        .map((place: Place | undefined) => territoryOf(place, at))
        .filter((territory) => territory !== undefined)
        .filter((territory) => territory !== from && territory !== to)
      return findIf(territories.length > 0, 'TRANSIT_IGNORED', {
        territories: listed(territories),
      })
    },
  },
  {
    id: 'route.origin-differs',
    group: 'advisory',
    codes: ['TRANSIT_COUNTRY_DIFFERS'],
    source: 'domain 8, "Corridor": the origin of the goods is never where they set out',
    find: ({ corridor: { from, originCountry }, at }) =>
      from === undefined || originCountry === undefined
        ? []
        : findIf(territoryOfCountry(originCountry, at) !== from, 'TRANSIT_COUNTRY_DIFFERS', {
            origin: originCountry,
            from,
          }),
  },
]
