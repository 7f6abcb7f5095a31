import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadQuery, type Row } from '../../semantic-layer/query.ts'
import { type SemanticLayer, startSemanticLayer } from '../../semantic-layer/serve.ts'
import { builtLake } from '../built-lake.ts'
import { directly } from './lake.ts'

let server: SemanticLayer
let lake: string
beforeAll(async () => {
  lake = (await builtLake()).lake
  server = await startSemanticLayer({ lake, port: 0 })
})
afterAll(() => server?.close())

/** A view's columns beside those of dbt's mart, or of SQL over one; both must say the same of every row. */
const same: [view: string, from: string, keys: string, measures: string][] = [
  [
    'retention',
    `(select * replace (case when customers >= 5 then customers end as customers) from marts.retention_cohorts)`,
    'basis cohort_month months_since',
    'customers retained_share retained_share_low retained_share_high ordered_share ordered_share_low ordered_share_high',
  ],
  [
    'repeat_purchases',
    'marts.repeat_purchases',
    'month window_days days_to_second_median',
    'repeat_rate repeat_rate_low repeat_rate_high window_rate window_rate_low window_rate_high',
  ],
  [
    'acquisition',
    'marts.acquisition_months',
    'month customers_start',
    'customers_new customers_earned acquisition_cost cac acquisition_rate',
  ],
  [
    'acquisition_channels',
    'marts.acquisition_channel_months',
    'month channel',
    'customers_new customers_earned acquisition_cost cac',
  ],
  [
    'segment_members',
    `(select kind, segment, case when count(*) >= 5 then count(*) end as members from marts.seg_customers group by all)`,
    'kind segment',
    'members',
  ],
  [
    'customer_history',
    `(select loyalty_tier, is_current, case when count(distinct customer_id) >= 5 then count(distinct customer_id) end as customers,
        case when count(distinct customer_id) >= 5 then count(*) end as versions
      from marts.dim_customer_versions group by all)`,
    'loyalty_tier is_current',
    'customers versions',
  ],
]

const words = (text: string) => text.split(/\s+/)
const textOf = (value: unknown) => {
  if (typeof value === 'number') return value.toFixed(6)
  return String(value ?? '').replace(/[T ]00:00:00.*/, '')
}

describe('on the marts of a real build', () => {
  it.each(same)('%s equals dbt, row by row', async (view, from, key, names) => {
    const [keys, measures] = [words(key), words(names)]
    const served = await loadQuery(server, {
      measures: measures.map((name) => `${view}.${name}`),
      dimensions: keys.map((name) => `${view}.${name}`),
      limit: 50_000,
    })
    const number = (name: string) => `try_cast(${name}::varchar as double) as ${name}`
    const direct = await directly(
      lake,
      `select ${keys.map((name) => `${name} as ${name}`)}, ${measures.map(number)} from ${from}`,
    )
    const line = (row: Row, prefix = '') => {
      const cells = keys.map((name) => {
        const cell = row[prefix + name]
        // The one gives counts as numbers, the other as text.
        return textOf(typeof cell === 'string' && /^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : cell)
      })
      return [...cells, ...measures.map((name) => textOf(row[prefix + name]))].join('|')
    }
    expect(direct.length).toBeGreaterThan(0)
    expect(served.map((row) => line(row, `${view}.`)).sort()).toEqual(
      (direct as Row[]).map((row) => line(row)).sort(),
    )
  })
})

describe('customer history', () => {
  it('tells how many customers were in a tier on a day in the past', async () => {
    const [day] = await directly(
      lake,
      `select (min(valid_to) - interval 1 second)::varchar as just_before from marts.dim_customer_versions`,
    )
    const at = String(day?.just_before).replace(' ', 'T')
    const served = await loadQuery(server, {
      measures: ['customer_history.customers'],
      dimensions: ['customer_history.loyalty_tier'],
      filters: [
        { member: 'customer_history.valid_from', operator: 'beforeOrOnDate', values: [at] },
        {
          or: [
            { member: 'customer_history.valid_to', operator: 'afterDate', values: [at] },
            { member: 'customer_history.valid_to', operator: 'notSet' },
          ],
        },
      ],
      order: { 'customer_history.loyalty_tier': 'asc' },
    })
    const direct = await directly(
      lake,
      `select loyalty_tier, count(*)::double as customers from marts.dim_customer_versions
       where valid_from <= '${at}' and (valid_to > '${at}' or valid_to is null)
       group by loyalty_tier having count(*) >= 5 order by loyalty_tier nulls last`,
    )
    expect(direct.length).toBeGreaterThan(1)
    expect(
      served.map((row) => [row['customer_history.loyalty_tier'], row['customer_history.customers']]),
    ).toEqual(direct.map(({ loyalty_tier, customers }) => [loyalty_tier, customers]))
  })
})

describe('rates of customers', () => {
  it.each([
    ['retention.retained_share', 'two bases or ages at once', ['retention.cohort_month']],
    ['segment_members.members', 'several kinds at once', []],
    ['topics.share', 'several topics at once', ['topics.month']],
  ])('%s is empty for %s', async (measure, _what, dimensions) => {
    const rows = await loadQuery(server, { measures: [measure], dimensions })
    expect(rows.filter((row) => row[measure] !== null)).toEqual([])
  })
})
