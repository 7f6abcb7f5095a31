import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadQuery, type Query } from '../../semantic-layer/query.ts'
import { type SemanticLayer, startSemanticLayer } from '../../semantic-layer/serve.ts'
import { newLake } from './lake.ts'
import { views } from './model.ts'

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
const quarter = {
  dimension: 'store_performance.month',
  granularity: 'quarter',
  dateRange: ['2024-07-01', '2025-06-30'] as [string, string],
}

/** Each question as Cube takes it, and as one would write it in SQL; rows in the same order, columns too. */
const questions: [string, Query, string, number?][] = [
  [
    'sales, margin and orders by state and quarter',
    {
      measures: store('sales gross_margin_rate average_order_value return_rate sales_per_sqft'),
      dimensions: store('state'),
      timeDimensions: [quarter],
      order: { 'store_performance.state': 'asc', 'store_performance.month': 'asc' },
    },
    `select sum(sales)::double, sum(margin)::double / sum(costed_sales), sum(sales)::double / sum(orders),
       sum(returned_units) / sum(units), sum(sales_with_area)::double / sum(k.floor_area_sqft)
     from marts.kpi_store_months k join marts.dim_stores using (store_id)
     where month between '2024-07-01' and '2025-06-30'
     group by state, date_trunc('quarter', month) order by state, date_trunc('quarter', month)`,
  ],
  [
    'scores by store over all months',
    {
      measures: store(
        'nps nps_n csat_share csat_mean ces_mean ces_easy_share review_rating_mean response_rate',
      ),
      dimensions: store('store_id'),
      order: { 'store_performance.store_id': 'asc' },
    },
    `select 100 * (sum(nps_promoters) - sum(nps_detractors)) / sum(nps_responses), sum(nps_responses),
       sum(csat_satisfied) / sum(csat_responses), sum(csat_score_sum) / sum(csat_responses),
       sum(ces_score_sum) / sum(ces_responses), sum(ces_easy) / sum(ces_responses),
       sum(review_rating_sum) / sum(review_count), sum(invitations_answered) / sum(invitations)
     from marts.kpi_store_months group by store_id order by store_id`,
  ],
  [
    'what explains a low score, with a filter on a date',
    {
      measures: store('queue_seconds stockout_rate assortment_size footfall_conversion visitors'),
      dimensions: store('format'),
      filters: [{ member: 'store_performance.month', operator: 'afterOrOnDate', values: ['2025-01-01'] }],
      order: { 'store_performance.format': 'asc' },
    },
    `select sum(queue_seconds_sum) / sum(queue_days), sum(stockout_rate_sum) / sum(stockout_days),
       sum(assortment_sum) / sum(assortment_days), sum(footfall_orders) / sum(visitors), sum(visitors)
     from marts.kpi_store_months join marts.dim_stores using (store_id)
     where month >= '2025-01-01' group by format order by format`,
  ],
  [
    'the company by year, answers without a store among them',
    {
      measures: ['company_performance.nps_n', 'company_performance.nps', 'company_performance.orders'],
      timeDimensions: [{ dimension: 'company_performance.month', granularity: 'year' }],
      order: { 'company_performance.month': 'asc' },
    },
    `select sum(nps_responses), 100 * (sum(nps_promoters) - sum(nps_detractors)) / sum(nps_responses), sum(orders)
     from marts.kpi_company_months group by year(month) order by year(month)`,
  ],
  [
    'churn over months, one basis',
    {
      measures: [
        'customers_and_churn.monthly_churn_rate',
        'customers_and_churn.customers_lost',
        'customers_and_churn.customers_new',
      ],
      filters: [{ member: 'customers_and_churn.basis', operator: 'equals', values: ['contractual'] }],
    },
    `select sum(customers_lost) / sum(customers_start), sum(customers_lost), sum(customers_new)
     from marts.churn_months where basis = 'contractual'`,
  ],
  [
    'a programme: every cost against the margin measured',
    {
      measures: ['programme_cost', 'programme_incremental_margin', 'programme_net', 'programme_roi'].map(
        (m) => `roi.${m}`,
      ),
    },
    `select sum(cost)::double, sum(incremental_margin)::double, (sum(incremental_margin) - sum(cost))::double,
       (sum(incremental_margin) - sum(cost))::double / sum(cost) from marts.roi_actions`,
  ],
  [
    'what a new customer cost, over all channels',
    { measures: ['cac', 'earned_share'].map((name) => `acquisition_channels.${name}`) },
    `select sum(acquisition_cost)::double / sum(customers_new), sum(customers_earned) / sum(customers_new)
     from marts.acquisition_channel_months`,
  ],
  [
    'surveys on one scale over two months, with their interval',
    {
      measures: ['experience_score', 'experience_score_low', 'experience_n'].map(
        (name) => `experience.${name}`,
      ),
    },
    // Student t of 19 degrees of freedom at 97.5 %, from a printed table.
    `select 70 as mean, 70 - 2.093024 * sqrt((100000 - 1400 * 70) / 19.0 / 20) as low, 20 as n`,
    5,
  ],
]

describe('answers over HTTP', () => {
  it.each(questions)('equal SQL on the same file: %s', async (_, query, statement, digits = 9) => {
    const answers = (await loadQuery(server, query)).map((row) => query.measures?.map((name) => row[name]))
    const direct = (await lake.direct(statement)).map((row) => Object.values(row).map(number))

    expect(answers.length).toBeGreaterThan(0)
    expect(answers).toHaveLength(direct.length)
    for (const [i, row] of answers.entries())
      for (const [j, value] of (row ?? []).entries())
        expect(value, query.measures?.[j]).toBeCloseTo(direct[i]?.[j] as number, digits)
  })

  it('exist for every member of every view', async () => {
    const headers = { authorization: server.token }
    const { cubes } = (await (await fetch(`${server.url}/cubejs-api/v1/meta`, { headers })).json()) as {
      cubes: Record<'measures' | 'dimensions', { name: string }[]>[]
    }
    expect(cubes).toHaveLength(views.length)
    for (const { measures, dimensions } of cubes) {
      const [all, names] = [measures, dimensions].map((members) => members.map(({ name }) => name))
      await expect(
        loadQuery(server, { measures: all ?? [], dimensions: names ?? [], limit: 5 }),
      ).resolves.not.toEqual([])
    }
  })

  it('tell earned growth beside the sales that it is made of', async () => {
    const rates = ['net_revenue_retention', 'earned_new_revenue', 'earned_growth']
    const [row] = await loadQuery(server, {
      dimensions: rates.map((each) => `earned_growth.${each}`),
      measures: ['sales_last_year', 'sales_kept', 'sales_new_earned'].map((each) => `earned_growth.${each}`),
    })
    expect(Object.values(row ?? {}).map(Number)).toEqual([0.85, 0.25, 0.1, 1000, 850, 250])
  })

  it('tell the NPS around an event, and nothing of a phase with too few answers', async () => {
    const names = ['name', 'phase', 'nps', 'nps_n', 'nps_change', 'nps_change_low']
    const rows = await loadQuery(server, {
      dimensions: names.map((each) => `nps_events.${each}`),
      order: { 'nps_events.phase_starts_on': 'asc' },
    })
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['Store opening', 'before', 20, 90, 0, -12],
      ['Store opening', 'during', null, null, null, null],
      ['Store opening', 'after', 45, 80, 25, 13],
    ])
  })

  it('hold columns of marts as they are, at their own grain', async () => {
    const names = [
      'action_id',
      'metric',
      'months_from_start',
      'value',
      'n',
      'gap',
      'did_low',
      'issue',
      'store_name',
    ]
    const rows = await loadQuery(server, {
      dimensions: names.map((name) => `before_after.${name}`),
      filters: [{ member: 'before_after.metric', operator: 'equals', values: ['csat_mean'] }],
      order: { 'before_after.months_from_start': 'asc' },
    })
    expect(rows).toHaveLength(18)
    expect(Object.values(rows[2] ?? {})).toEqual([
      'a01',
      'csat_mean',
      -10,
      3,
      11,
      -1,
      0.5,
      'Long queues',
      'Store 1',
    ])
  })
})

const number = (value: unknown) => (value === null ? null : Number(value))
