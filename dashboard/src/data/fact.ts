import type { Fact } from '../../../semantic-layer/story.ts'

export type { Fact }
export const num = (value: Fact[string] | undefined): number | null =>
  typeof value === 'number' ? value : null
export const text = (value: Fact[string] | undefined): string =>
  value === null || value === undefined ? '' : String(value)

/** Distinct values in the order of their first appearance. */
export const distinct = (facts: Fact[], name: string) =>
  [...new Set(facts.map((fact) => text(fact[name])))].filter(Boolean)
