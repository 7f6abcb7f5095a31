import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Filter, loadQuery, type Row } from '../../../semantic-layer/query.ts'
import { type SemanticLayer, startSemanticLayer } from '../../../semantic-layer/serve.ts'
import { signToken } from '../../../semantic-layer/token.ts'
import { askBuilt, builtLake } from '../../built-lake.ts'
import { SECRET } from './served.ts'

const METRICS = ['nps', 'csat', 'ces'] as const
const COUNTS = METRICS.map((metric) => `store_performance.${metric}_n`)
const token = signToken(SECRET, { roles: ['analyst'] })

let layer: SemanticLayer
/** Months of stores with one to four answers: what an analyst must not work out. */
let thin: { store: string; state: string; month: string; metric: (typeof METRICS)[number] }[]

beforeAll(async () => {
  // CX_LAKE takes a lake that is there already.
  const lake = process.env.CX_LAKE || (await builtLake()).lake
  layer = await startSemanticLayer({ lake, port: 0, apiSecret: SECRET })
  thin = (await askBuilt(
    lake,
    `select store_id as store, state, month::varchar as month, metric from intermediate.int_store_month_surveys
     inner join marts.dim_stores using (store_id) where responses < 5
     order by hash(store_id || month::varchar || metric) limit 30`,
  )) as typeof thin
})
afterAll(() => layer?.close())

const is = (member: string, operator: string, ...values: string[]): Filter => ({
  member: `store_performance.${member}`,
  operator,
  values,
})
const counts = async (filters: Filter[], from: string, to: string): Promise<Row> => {
  const timeDimensions = [{ dimension: 'store_performance.month', dateRange: [from, to] as [string, string] }]
  const [row] = await loadQuery({ url: layer.url, token }, { measures: COUNTS, filters, timeDimensions })
  return row ?? {}
}
const n = (row: Row, metric: string) => Number(row[`store_performance.${metric}_n`] ?? 0)
const monthsBefore = (month: string, months: number) => {
  const day = new Date(month)
  day.setUTCMonth(day.getUTCMonth() - months)
  return day.toISOString().slice(0, 10)
}
/** Nothing, or so many that no single answer is told. */
const tellsNothing = (difference: number) => difference === 0 || difference >= 5

describe('an analyst learns nothing of fewer than five answers from the difference of', () => {
  it('a state and all its stores but one', async () => {
    expect(thin.length).toBe(30)
    for (const { store, state, month, metric } of thin) {
      const place = is('state', 'equals', state)
      const all = await counts([place], month, month)
      const others = await counts([place, is('store_id', 'notEquals', store)], month, month)
      expect(tellsNothing(n(all, metric) - n(others, metric)), `${store} ${month} ${metric}`).toBe(true)
    }
  })

  it('some months and all of them but one', async () => {
    for (const { store, month, metric } of thin) {
      const of = [is('store_id', 'equals', store)]
      const withIt = await counts(of, monthsBefore(month, 7), month)
      const without = await counts(of, monthsBefore(month, 7), monthsBefore(month, 1))
      expect(tellsNothing(n(withIt, metric) - n(without, metric)), `${store} ${month} ${metric}`).toBe(true)
    }
  })

  it('the total of a query and its rows', async () => {
    for (const metric of METRICS) {
      const rows = await loadQuery(
        { url: layer.url, token },
        { measures: COUNTS, dimensions: ['store_performance.store_id', 'store_performance.month'] },
      )
      const [all] = await loadQuery({ url: layer.url, token }, { measures: COUNTS })
      expect(n(all ?? {}, metric)).toBe(rows.reduce((sum, row) => sum + n(row, metric), 0))
      expect(rows.filter((row) => n(row, metric) > 0 && n(row, metric) < 5)).toEqual([])
    }
  })

  it('two questions in GraphQL', async () => {
    const ask = async (month: string, where: string) => {
      const range = `month: { inDateRange: ["${month}", "${month}"] }`
      const query = `{ cube(where: { store_performance: { ${range} ${where} } }) { store_performance { nps_n csat_n ces_n } } }`
      const response = await fetch(`${layer.url}/cubejs-api/graphql`, {
        method: 'POST',
        headers: { authorization: token, 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      })
      const { data, errors } = (await response.json()) as {
        data?: { cube: { store_performance: Record<string, number | null> }[] }
        errors?: unknown
      }
      expect(errors).toBeUndefined()
      return data?.cube[0]?.store_performance ?? {}
    }
    for (const { store, state, month, metric } of thin.slice(0, 10)) {
      const all = await ask(month, `state: { equals: "${state}" }`)
      const others = await ask(month, `state: { equals: "${state}" } store_id: { notEquals: "${store}" }`)
      const difference = Number(all[`${metric}_n`] ?? 0) - Number(others[`${metric}_n`] ?? 0)
      expect(tellsNothing(difference), `${store} ${month} ${metric}`).toBe(true)
    }
  })
})
