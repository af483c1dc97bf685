import type { Consignment, Manifest } from '@trustlane/contracts'
import { readManifests } from '../read-manifests.ts'
import { bytesOf, interchange } from './edifact.ts'

/** The one manifest of an input that holds one. */
export function manifestOf(text: string): Manifest {
  const { messages, problems } = readManifests(bytesOf(text))
  const manifest = messages[0]?.manifest
  if (manifest === undefined || messages.length > 1) {
    throw new Error(`expected one manifest, found ${JSON.stringify([messages, problems])}`)
  }
  return manifest
}

/** The consignments of an interchange whose message has a whole header and these bills. */
export const consignmentsOf = (...bills: readonly (readonly string[])[]): readonly Consignment[] =>
  manifestOf(interchange(...bills)).consignments
