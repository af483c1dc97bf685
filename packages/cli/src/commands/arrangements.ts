import {
  builtInArrangements,
  type DirectedArrangement,
  isInForce,
  territoryOfCountry,
  timeZoneOf,
} from '@trustlane/mra'
import { type Cell, renderTable } from '@trustlane/service-kit'
import { EXIT, type ExitCode, usageError } from '../exit.ts'
import { instantOf } from '../instant.ts'
import { type Io, jsonLine, look } from '../io.ts'

export type ArrangementsArgs = {
  readonly from?: string
  readonly to?: string
  readonly at?: string
  readonly json?: boolean
}

const COLUMNS = [
  { title: 'Arrangement', min: 10 },
  { title: 'Direction' },
  { title: 'In force' },
  { title: 'Status', min: 11 },
  { title: 'Start' },
  { title: 'Covered', min: 12 },
  { title: 'Conveyance', min: 10 },
  { title: 'Confidence' },
  { title: 'Basis', min: 8 },
  { title: 'Sources', min: 10 },
]

/** Lists the directions of the arrangements, one a row, all or those from or to a territory. */
export async function arrangements(args: ArrangementsArgs, io: Io): Promise<ExitCode> {
  const at = args.at === undefined ? io.now() : instantOf('--at', args.at)
  const from = territoryArgument('--from', args.from, at)
  const to = territoryArgument('--to', args.to, at)
  const found = directed(from, to)
  if (args.json === true) {
    for (const each of found) await io.stdout.write(jsonLine(jsonOf(each, at)))
    return EXIT.ok
  }
  if (found.length === 0) {
    await io.stdout.write(`No arrangement is known from ${from ?? 'anywhere'} to ${to ?? 'anywhere'}.\n`)
    return EXIT.ok
  }
  await io.stdout.write(
    renderTable(
      COLUMNS,
      found.map((each) => rowOf(each, at)),
      look(io),
    ),
  )
  if (found.some(({ startAssumed }) => startAssumed)) {
    await io.stdout.write('\n~ the day is assumed: no source gives the day of implementation\n')
  }
  return EXIT.ok
}

function territoryArgument(option: string, text: string | undefined, at: Date): string | undefined {
  if (text === undefined) return undefined
  if (!/^[a-z]{2}$/i.test(text)) {
    throw usageError(
      `${option} "${text}": expected a country or customs territory of two letters, such as JP or EU`,
    )
  }
  return territoryOfCountry(text, at)
}

function directed(from: string | undefined, to: string | undefined): readonly DirectedArrangement[] {
  return builtInArrangements.arrangements.flatMap(({ arrangementId, directions }) =>
    directions
      .filter((each) => (from ?? each.from) === each.from && (to ?? each.to) === each.to)
      .flatMap((each) =>
        builtInArrangements
          .between(each.from, each.to)
          .filter(({ arrangement }) => arrangement.arrangementId === arrangementId),
      ),
  )
}

function jsonOf(each: DirectedArrangement, at: Date): object {
  const { arrangement, direction, start, startAssumed, end } = each
  const { directions: _directions, ...rest } = arrangement
  return {
    ...rest,
    direction,
    inForce: isInForce(each, at),
    start: start.toISOString(),
    startAssumed,
    ...(end !== undefined && { end: end.toISOString() }),
  }
}

function rowOf(each: DirectedArrangement, at: Date): Cell[] {
  const { arrangement, direction, start, startAssumed } = each
  const { coverage, conveyance } = direction
  const inForce = isInForce(each, at)
  const hosts = arrangement.sources.map((source) => URL.parse(source)?.host ?? source)
  return [
    arrangement.arrangementId,
    `${direction.from} → ${direction.to}`,
    { text: inForce ? 'yes' : 'no', tone: inForce ? 'good' : 'quiet' },
    arrangement.status,
    `${startAssumed ? '~' : ''}${dayOf(start, direction.to)}`,
    coverage === null
      ? 'not stated'
      : `${coverage.direct.join(', ')}${coverage.inferred ? ' (inferred)' : ''}`,
    conveyance.methods.length === 0
      ? 'not established'
      : `${conveyance.methods.join(' or ')} in ${conveyance.channel}`,
    arrangement.confidence,
    direction.basis,
    [...new Set(hosts)].join(', '),
  ]
}

/** The calendar day at the destination, whose midnight it is: Swedish writes it as ISO 8601 does. */
const dayOf = (start: Date, territory: string): string =>
  start.toLocaleDateString('sv-SE', { timeZone: timeZoneOf(territory) })
