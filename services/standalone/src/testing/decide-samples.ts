import { createReadStream, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Decision, type Manifest, PartyLink, type PreviousDecision, TOPICS } from '@trustlane/contracts'
import { readManifests, type ReadResult } from '@trustlane/manifest-formats'
import {
  blockedKeyParties,
  builtInArrangements,
  builtInPolicy,
  decide,
  decideWithdrawal,
  filingsOf,
  LIST_CONTEXT,
} from '@trustlane/mra'
import {
  loadEvents,
  loadInto,
  openEmbeddedStatusStore,
  partyKeys,
  readListFile,
  type StatusStore,
} from '@trustlane/trader-status'

type SampleList = {
  readonly file: string
  readonly programme: string
  readonly kind: 'complete' | 'published' | 'evidence'
}

const FOLDER = join(import.meta.dirname, '../../samples')
const json = (file: string): unknown => JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))
const lists = json('lists/lists.json') as readonly SampleList[]

/** The sample manifests, in the order in which they are published. */
export const sampleFiles = readdirSync(FOLDER)
  .filter((file) => /^\d\d-/.test(file))
  .toSorted()
export const sampleLinks = PartyLink.array().parse(json('links.json'))

export const readSample = (file: string): ReadResult => readManifests(readFileSync(join(FOLDER, file)))

export function manifestOf(file: string): Manifest {
  const manifest = readSample(file).messages[0]?.manifest
  if (manifest === undefined) throw new Error(`${file} cannot be read`)
  return manifest
}

async function openLoadedStore(at: Date): Promise<StatusStore> {
  const store = await openEmbeddedStatusStore({ file: ':memory:' })
  for (const { file, programme, kind } of lists) {
    const open = () =>
      readListFile(createReadStream(join(FOLDER, 'lists', file)), {
        programme,
        kind,
        ...LIST_CONTEXT,
      })
    const asOf = at.toISOString()
    const load = { programme, kind, asOf, loadId: file, partitions: 1, partitionOf: () => 0 }
    await loadInto(store, loadEvents(open, load))
  }
  await store.apply(
    sampleLinks.map((value, offset) => ({
      topic: TOPICS.partyLink.name,
      partition: 0,
      offset,
      event: { kind: 'link', value },
    })),
  )
  return store
}

export type DecidedSample = { readonly file: string; readonly bill: string; readonly decision: Decision }

/**
 * Decides every bill of every sample at `at`, in the order of the names and with what the stages remember:
 * the decision on the version before, and the bills that a newer version leaves out, which are withdrawn.
 */
export async function decideSamples(at: Date): Promise<DecidedSample[]> {
  await using store = await openLoadedStore(at)
  const decided: DecidedSample[] = []
  const previous = new Map<string, PreviousDecision>()
  const live = new Map<string, ReadonlyMap<string, string>>()
  for (const [version, file] of sampleFiles.entries()) {
    const manifest = manifestOf(file)
    const filings = filingsOf(manifest, version, at)
    const bills = new Map(
      filings.map(({ consignmentId, consignment }) => [consignmentId, consignment.billNumber]),
    )
    for (const [consignmentId, bill] of live.get(manifest.manifestId) ?? []) {
      if (bills.has(consignmentId)) continue
      decided.push({ file, bill, decision: decideWithdrawal(builtInArrangements, builtInPolicy, at) })
    }
    live.set(manifest.manifestId, bills)
    for (const filing of filings) {
      const { consignmentId, consignment } = filing
      const { parties, lists: loaded } = await store.lookup(consignment.parties.map(partyKeys), at)
      const before = previous.get(consignmentId)
      const facts = {
        parties: [...parties],
        lists: loaded,
        denials: [],
        ...(before !== undefined && { previous: before }),
      }
      const decision = decide(filing, facts, builtInArrangements, builtInPolicy, at)
      previous.set(consignmentId, {
        version,
        outcome: decision.outcome,
        ...(decision.review !== undefined && { reviewClass: decision.review.class }),
        blocked: blockedKeyParties(decision),
      })
      decided.push({ file, bill: consignment.billNumber, decision })
    }
  }
  return decided
}
