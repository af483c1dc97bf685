import type { Decision, Filing, Manifest } from '@trustlane/contracts'
import { builtInArrangements, builtInPolicy, decide, filingsOf } from '@trustlane/mra'
import { partyKeys, type StatusStore } from '@trustlane/trader-status'

export type DecidedFiling = { readonly filing: Filing; readonly decision: Decision }

/** Decides every consignment of a manifest on its own, with what the store knows at `at`: one look-up for all. */
export async function decideManifest(
  manifest: Manifest,
  store: StatusStore,
  at: Date,
): Promise<readonly DecidedFiling[]> {
  const filings = filingsOf(manifest, manifest.version ?? 1, at)
  const keys = filings.map(({ consignment }) => consignment.parties.map(partyKeys))
  const { parties, lists } = await store.lookup(keys.flat(), at)
  let next = 0
  return filings.map((filing, index) => {
    const own = parties.slice(next, next + keys[index]!.length)
    next += own.length
    const facts = { parties: own, lists: { ...lists }, denials: [] }
    return { filing, decision: decide(filing, facts, builtInArrangements, builtInPolicy, at) }
  })
}
