import type { Stage, State } from './port.ts'

/** State that a batch has set and nobody has committed: bytes by key, `null` where it was removed. */
export type StateWrites = ReadonlyMap<string, Uint8Array | null>

/**
 * A stage's state over what is committed. Values are kept as the JSON that will be stored, so that a stage
 * which changes an object it was given, or has set, changes nothing by it.
 */
export function overlay<S>(
  stage: Stage<S>,
  read: (key: string) => Uint8Array | undefined,
): { readonly state: State<S>; readonly writes: StateWrites } {
  const writes = new Map<string, Uint8Array | null>()
  const state: State<S> = {
    get(key) {
      const bytes = writes.has(key) ? writes.get(key) : read(key)
      return bytes === undefined || bytes === null ? undefined : stage.state?.parse(stateValue(bytes))
    },
    set(key, value) {
      if (stage.state === undefined) throw new Error(`${stage.name} names no topic for its state`)
      writes.set(key, value === undefined ? null : stateBytes(value))
    },
  }
  return { state, writes }
}

/** How a value of state is stored: JSON. */
export const stateBytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value))

export const stateValue = (bytes: Uint8Array): unknown => JSON.parse(Buffer.from(bytes).toString('utf8'))
