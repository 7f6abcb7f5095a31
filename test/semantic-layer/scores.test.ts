import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadQuery } from '../../semantic-layer/query.ts'
import { type SemanticLayer, startSemanticLayer } from '../../semantic-layer/serve.ts'
import { newLake } from './lake.ts'

let lake: Awaited<ReturnType<typeof newLake>>
let server: SemanticLayer

beforeAll(async () => {
  lake = await newLake()
  await lake.build('v1')
  server = await startSemanticLayer({ lake: lake.lake, port: 0 })
})

afterAll(async () => {
  await server?.close()
  await lake?.remove()
})

const store = (names: string) => names.split(' ').map((name) => `store_performance.${name}`)

describe('intervals', () => {
  it('of shares are Wilson intervals: 81 of 263, from Newcombe (1998)', async () => {
    const [row] = await intervalOf(81, 263)
    expect(row?.['store_performance.csat_share_low']).toBeCloseTo(0.2553, 4)
    expect(row?.['store_performance.csat_share_high']).toBeCloseTo(0.3662, 4)
  })

  it('of shares reach 0 and 1 and no further', async () => {
    const [none] = await intervalOf(0, 20)
    const [all] = await intervalOf(20, 20)
    expect(none?.['store_performance.csat_share_low']).toBe(0)
    expect(none?.['store_performance.csat_share_high']).toBeCloseTo(0.1611, 4)
    expect(all?.['store_performance.csat_share_high']).toBeCloseTo(1, 12)
  })

  it('of the NPS are normal, with the variance of a three-valued answer', async () => {
    const [row] = await loadQuery(server, {
      measures: store('nps nps_low nps_high nps_n'),
      filters: [{ member: 'store_performance.store_id', operator: 'equals', values: ['s03'] }],
    })
    const [p, d, n] = [6 / 13, 2 / 13, 18 * 13]
    const half = 1.959963984540054 * Math.sqrt((p + d - (p - d) ** 2) / n)
    expect(row?.['store_performance.nps_low']).toBeCloseTo(100 * (p - d - half), 9)
    expect(row?.['store_performance.nps_high']).toBeCloseTo(100 * (p - d + half), 9)
  })

  /** One store's CSAT with so many satisfied of so many, in a warehouse of its own. */
  async function intervalOf(satisfied: number, responses: number) {
    await lake.build(
      `v-${satisfied}-${responses}`,
      `delete from marts.kpi_store_months where store_id <> 's01' or month <> '2025-01-01';
       update marts.kpi_store_months set csat_responses = ${responses}, csat_satisfied = ${satisfied}`,
    )
    const rows = await loadQuery(server, { measures: store('csat_share_low csat_share_high') })
    await lake.build(`v1-after-${satisfied}-${responses}`)
    return rows
  }
})

describe('below five', () => {
  const scores = store('nps nps_low nps_high nps_n csat_share csat_mean csat_n ces_mean ces_n')
  const s12 = { member: 'store_performance.store_id', operator: 'equals', values: ['s12'] }
  const month = { dimension: 'store_performance.month', granularity: 'month' }

  it('answers, a score and its n are empty, and sales are not', async () => {
    const rows = await loadQuery(server, {
      measures: [...scores, 'store_performance.sales'],
      filters: [s12],
      timeDimensions: [month],
    })
    expect(rows).toHaveLength(18)
    for (const row of rows) {
      expect(scores.map((score) => row[score])).toEqual(scores.map(() => null))
      expect(row['store_performance.sales']).toBeGreaterThan(0)
    }
  })

  it('a score appears again where months together have five', async () => {
    const [row] = await loadQuery(server, {
      measures: scores,
      filters: [s12],
      timeDimensions: [{ dimension: 'store_performance.month', dateRange: ['2025-01-01', '2025-02-28'] }],
    })
    expect(row?.['store_performance.nps_n']).toBe(6)
  })

  it('an n cannot be found by filtering on it either', async () => {
    const filters = [s12, { member: 'store_performance.nps_n', operator: 'lt', values: [5] }]
    expect(await loadQuery(server, { measures: scores, filters, timeDimensions: [month] })).toEqual([])
  })

  it('rows that are not grouped are withheld as well', async () => {
    const query = { measures: store('nps nps_n'), filters: [s12], ungrouped: true }
    const rows = await loadQuery(server, query)
    expect(rows).toHaveLength(18)
    expect(rows.every((row) => Object.values(row).every((value) => value === null))).toBe(true)
  })

  it('a group of customers is empty', async () => {
    const rows = await loadQuery(server, {
      measures: ['customer_segments.customers', 'customer_segments.lost_share'],
      dimensions: ['customer_segments.acquisition_channel'],
      order: { 'customer_segments.acquisition_channel': 'asc' },
    })
    expect(rows.map(Object.values)).toEqual([
      ['billboard', null, null],
      ['search', 39, 10 / 39],
    ])
  })

  it('a month of a before and after is empty, except what no answers are behind', async () => {
    const row = async (metric: string) => {
      const [found] = await loadQuery(server, {
        dimensions: ['value', 'n', 'gap', 'gap_change', 'unaffected_mean'].map(
          (name) => `before_after.${name}`,
        ),
        filters: [
          { member: 'before_after.metric', operator: 'equals', values: [metric] },
          { member: 'before_after.months_from_start', operator: 'equals', values: [-11] },
        ],
      })
      return Object.values(found ?? {})
    }
    expect(await row('csat_mean')).toEqual([null, null, null, null, 4])
    expect(await row('queue_seconds')).toEqual([3, 3, -1, 0, 4])
  })

  it('sums over bases of churn or over currencies do not exist', async () => {
    const [churn] = await loadQuery(server, { measures: ['customers_and_churn.customers_lost'] })
    expect(churn).toEqual({ 'customers_and_churn.customers_lost': null })
  })
})
