import { createRequire } from 'node:module'
import { type Columns, type NormalizedQuery, responseData, type Transform } from './response.ts'

const require = createRequire(import.meta.url)
/** The very module that Cube itself loads; its exports are read at each call, so they can be replaced. */
const cubeRequire = createRequire(require.resolve('@cubejs-backend/server-core'))

type Result = { query: NormalizedQuery; total?: number | null }
type Multi = { queryType: string; results: Result[]; slowQuery: boolean }

/** How to get what the addon alone can do. */
export const GET_THE_ADDON = 'npm rebuild --ignore-scripts=false @cubejs-backend/native'

/**
 * Cube's results, logging and templates live in a Rust addon that npm downloads from outside its registry. Where it
 * could not be had, this puts JavaScript in the place of the four functions that REST and GraphQL need. The SQL API,
 * `/cubesql`, `/convert-query` and Jinja models stay off.
 *
 * @returns whether the real addon is there
 */
export function ensureNative(): boolean {
  withoutPrinting(() => cubeRequire('@cubejs-backend/shared').getEnv('nativeSqlPlanner'))
  const native = cubeRequire('@cubejs-backend/native')
  try {
    native.loadNative()
    return true
  } catch {
    Object.assign(native, standIn)
    // Asked for at every compilation, used only by models with Jinja in them.
    native.NativeInstance.prototype.newJinjaEngine = () => ({
      loadTemplate: noJinja,
      renderTemplate: noJinja,
    })
    return false
  }
}

/** Cube prints a warning, once a process, that the planner chosen here is the older one. */
function withoutPrinting(work: () => void) {
  const { log } = console
  console.log = () => {}
  try {
    work()
  } finally {
    console.log = log
  }
}

const standIn = {
  setupLogger: () => {},
  resetLogger: () => {},
  redactSqlLiterals: () => '(hidden)',
  getFinalQueryResult: async (transform: Transform, rows: Buffer, result: Result) =>
    encode(finished(transform, rows, result)),
  getFinalQueryResultMulti: async (transforms: Transform[], rows: Buffer[], multi: Multi) => {
    const results = transforms.map((transform, i) =>
      finished(transform, rows[i] as Buffer, multi.results[i] as Result),
    )
    return encode({ ...multi, results, pivotQuery: pivotQuery(multi) })
  },
}

function finished(transform: Transform, rows: Buffer, result: Result) {
  const data = responseData(transform, JSON.parse(rows.toString()) as Columns)
  return { ...result, total: result.total ?? undefined, data }
}

/** The shape of all queries of one request taken together, by which clients draw them as one table. */
function pivotQuery({ queryType, results }: Multi) {
  const queries = results.map(({ query }) => query)
  const union = (key: 'measures' | 'dimensions') => [...new Set(queries.flatMap((query) => query[key] ?? []))]
  const first = queries[0] ?? {}
  if (queryType === 'compareDateRangeQuery')
    return { ...first, dimensions: ['compareDateRange', ...(first.dimensions ?? [])], queryType }
  if (queryType !== 'blendingQuery') return { ...first, queryType }
  const granularity = first.timeDimensions?.[0]?.granularity
  const timeDimensions = [{ dimension: 'time', granularity }]
  return { ...first, measures: union('measures'), dimensions: union('dimensions'), timeDimensions, queryType }
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value))

function noJinja(): never {
  throw new Error(
    `This model uses Jinja ({% … %} or {{ … }}), which needs Cube's native addon. Get it: ${GET_THE_ADDON}, or write the model without it.`,
  )
}
