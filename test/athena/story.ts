import { loadQuery, type Query, type Row, type Value } from '../../semantic-layer/query.ts'
import { type SemanticLayerOptions, startSemanticLayer } from '../../semantic-layer/serve.ts'
import { tellStory } from '../../semantic-layer/story.ts'

export interface Answer {
  readonly query: Query
  readonly rows: readonly Row[]
}

/** Every question that the story asks of a warehouse, with its answer. */
export async function storyOver(options: SemanticLayerOptions): Promise<Answer[]> {
  const asked: Answer[] = []
  await withAsker(options, (ask) =>
    tellStory(async (query) => {
      const rows = await ask(query)
      asked.push({ query, rows })
      return rows
    }),
  )
  return asked
}

/** Starts a semantic layer for a piece of work that asks it. */
export async function withAsker<T>(
  options: SemanticLayerOptions,
  work: (ask: (query: Query) => Promise<Row[]>) => Promise<T>,
): Promise<T> {
  const layer = await startSemanticLayer({ port: 0, ...options })
  try {
    return await work((query) => loadQuery(layer, query))
  } finally {
    await layer.close()
  }
}

/** The view that a query asks, and how much of it. */
export function nameOf({ dimensions = [], measures = [], filters = [] }: Query): string {
  const columns = [...dimensions, ...measures]
  return `${columns[0]?.split('.')[0]} (${columns.length} columns, ${filters.length} filters)`
}

/** Doubles may differ by this much of the larger one: engines add up in different orders. */
const RELATIVE = 1e-9

/** Where two answers differ, in words; rows are held against each other by all that is no number. */
export function differencesOf(expected: readonly Row[], actual: readonly Row[]): string[] {
  const [here, there] = [sorted(expected), sorted(actual)]
  if (here.length !== there.length) return [`${here.length} rows here, ${there.length} there`]
  return here.flatMap((row, index) =>
    Object.entries(row).flatMap(([member, value]) => {
      const other = there[index]?.[member] ?? null
      return isSame(value, other) ? [] : [`${member}: ${value} here, ${other} there`]
    }),
  )
}

const sorted = (rows: readonly Row[]) =>
  [...rows].sort((a, b) => (textOf(a) < textOf(b) ? -1 : Number(textOf(a) > textOf(b))))

const textOf = (row: Row) =>
  JSON.stringify(
    Object.entries(row).filter(([, value]) => typeof value !== 'number' || Number.isInteger(value)),
  )

const isSame = (a: Value, b: Value) =>
  typeof a === 'number' && typeof b === 'number'
    ? Math.abs(a - b) <= RELATIVE * Math.max(Math.abs(a), Math.abs(b))
    : a === b
