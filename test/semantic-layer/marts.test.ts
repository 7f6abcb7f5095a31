import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadQuery } from '../../semantic-layer/query.ts'
import { type SemanticLayer, startSemanticLayer } from '../../semantic-layer/serve.ts'
import { tellStory } from '../../semantic-layer/story.ts'
import { builtLake } from '../built-lake.ts'
import { directly } from './lake.ts'

/** Every KPI that dbt serves for a month and Cube builds from counts: both must say the same. */
const KPIS = `nps nps_low nps_high nps_n csat_share csat_share_low csat_share_high csat_mean csat_n ces_mean
  ces_easy_share ces_n review_rating_mean review_n response_rate response_rate_low response_rate_high response_rate_n
  sales_per_sqft average_order_value units_per_order gross_margin_rate return_rate footfall_conversion queue_seconds
  stockout_rate assortment_size`.split(/\s+/)

describe('on the marts of a real build', () => {
  let server: SemanticLayer
  let lake: string
  beforeAll(async () => {
    lake = (await builtLake()).lake
    server = await startSemanticLayer({ lake, port: 0 })
  })
  afterAll(() => server?.close())

  it.each([
    ['store_performance', 'kpi_store_months', ['store_id', 'month']],
    ['company_performance', 'kpi_company_months', ['month']],
  ])('%s equals the scores and intervals that dbt computed', async (view, mart, keys) => {
    const rows = await loadQuery(server, {
      measures: KPIS.map((name) => `${view}.${name}`),
      dimensions: keys.map((key) => `${view}.${key}`),
      order: keys.map((key) => [`${view}.${key}`, 'asc'] as [string, 'asc']),
      limit: 50_000,
    })
    const columns = KPIS.map((name) => `${name}::double as ${name}`)
    const direct = await directly(lake, `select ${columns} from marts.${mart} order by ${keys} limit 50000`)

    expect(rows.length).toBeGreaterThan(0)
    expect(rows).toHaveLength(direct.length)
    for (const [i, row] of rows.entries())
      for (const name of KPIS) {
        const [ours, theirs] = [row[`${view}.${name}`], direct[i]?.[name]]
        if (ours === null || theirs === null) expect(ours, name).toBe(theirs)
        else expect(ours, name).toBeCloseTo(theirs as number, 9)
      }
  })

  it('every member of every view can be asked', async () => {
    const headers = { authorization: server.token }
    const { cubes } = (await (await fetch(`${server.url}/cubejs-api/v1/meta`, { headers })).json()) as {
      cubes: Record<'measures' | 'dimensions', { name: string; type: string }[]>[]
    }
    for (const { measures, dimensions } of cubes) {
      const names = dimensions.map(({ name }) => name)
      await loadQuery(server, { measures: measures.map(({ name }) => name), dimensions: names, limit: 5 })
    }
  })

  it('the story is told', async () => {
    const story = await tellStory((query) => loadQuery(server, query))
    expect(story.asOf).toMatch(/^\d{4}-\d\d$/)
    expect(story.lowStores.length).toBeGreaterThan(0)
  })
})
