import type { Component, Segment } from './tokenizer.ts'

const NONE: readonly Component[] = []

/** The components of an element (from 1), in its first repetition. */
const componentsOf = (segment: Segment, element: number): readonly Component[] =>
  segment.elements[element]?.[0] ?? NONE

/** One component, trimmed; empty where it is left out. Elements and components count from 1. */
export const textOf = (segment: Segment, element: number, component = 1): string =>
  componentsOf(segment, element)[component - 1]?.text.trim() ?? ''

/** The components from `first` to `last` that say something, trimmed. */
export const textsOf = (segment: Segment, element: number, first = 1, last = Infinity): string[] =>
  componentsOf(segment, element)
    .slice(first - 1, last)
    .map(({ text }) => text.trim())
    .filter((text) => text !== '')

/** Offset of a component, or of the nearest thing before it that is there. */
export function offsetOf(segment: Segment, element?: number, component = 1): number {
  if (element === undefined) return segment.at
  const components = componentsOf(segment, element)
  return (components[component - 1] ?? components.at(-1))?.at ?? segment.end
}
