import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Row, times, tinyLake } from '../tiny-lake.ts'

const customer = (id: string, joined: string, more: Row = {}) => ({
  customer_id: id,
  joined_at: `${joined}T10:00:00Z`,
  consent: true,
  ...more,
})

const order = (id: string, customer_id: string, day: string, store_id = 's1') => ({
  ...{ order_id: id, store_id, customer_id, channel: 'store', ordered_at: `${day}T12:00:00Z` },
  ...{ status: 'completed', currency: 'EUR' },
})

/**
 * 750 customers; in March 110 join (25 of them sent by others, 20 won by a campaign) and 260 leave. A hundred of the
 * 750 bought for 100 in 2024 and 85 of those in 2025; of the new ones, the 25 who were sent and 10 others bought.
 */
const customers = [
  ...times(750, (i) =>
    customer(`old${i}`, '2023-12-10', i < 260 ? { left_at: '2025-03-20T10:00:00Z' } : { left_at: '' }),
  ),
  ...times(110, (i) => customer(`new${i}`, '2025-03-05', origin(i))),
]
function origin(i: number): Row {
  if (i < 25) return { acquisition_channel: 'Word of mouth' }
  if (i < 45) return { acquisition_channel: 'campaign', campaign_id: 'k1' }
  return { acquisition_channel: 'walk_in' }
}

// The first and the last order stand on the first and the last day of the two years.
const orders = [
  ...times(100, (i) => order(`a${i}`, `old${i}`, i === 0 ? '2024-01-01' : '2024-06-15')),
  ...times(85, (i) => order(`b${i}`, `old${i}`, i === 0 ? '2025-12-31' : '2025-02-10')),
  ...times(25, (i) => order(`c${i}`, `new${i}`, '2025-04-10')),
  ...times(10, (i) => order(`d${i}`, `new${30 + i}`, '2025-04-20')),
]
const lines = orders.map(({ order_id }) => ({
  ...{ order_id, line_no: 1, product_id: 'p', quantity: 1 },
  ...{ net_amount: 100, discount_amount: 0, returned_quantity: 0 },
}))
const campaigns = [
  { campaign_id: 'k1', name: 'Spring', channel: 'search', kind: 'Acquisition', started_on: '2025-03-01' },
  { campaign_id: 'k2', name: 'Stay', channel: 'email', kind: 'retention', started_on: '2025-03-01' },
].map((campaign) => ({ ...campaign, ended_on: '2025-03-31', cost: 1100, currency: 'EUR' }))

let lake: Awaited<ReturnType<typeof tinyLake>>
beforeAll(async () => {
  lake = await tinyLake({ customers, orders, order_lines: lines, campaigns })
})
afterAll(() => lake?.remove())

const only = async (sql: string) => (await lake.rows<Record<string, number>>(sql))[0] ?? {}

describe('the worked examples come out of the marts, from rows', () => {
  it('churn 34.67 % and retention 65.33 %: start 750, 110 new, end 600', async () => {
    const month = await only(`from marts.churn_months where month = '2025-03-01' and basis = 'contractual'`)
    expect(month).toMatchObject({ customers_start: '750', customers_new: '110', customers_end: '600' })
    expect(month.churn_rate).toBeCloseTo(0.3467, 4)
    expect(month.retention_rate).toBeCloseTo(0.6533, 4)
    expect(month.acquisition_rate).toBeCloseTo(110 / 750, 12)
  })

  it('acquisition rate 14.67 %, and cost ÷ new customers, over all and by channel', async () => {
    const month = await only(`from marts.acquisition_months where month = '2025-03-01'`)
    expect(month).toMatchObject({ customers_start: '750', customers_new: '110', customers_earned: '25' })
    expect(month.acquisition_rate).toBeCloseTo(0.1467, 4)
    expect(month.cac).toBe(10)
    const channels = await lake.rows(`
      select channel, customers_new::integer as n, acquisition_cost::double as cost, cac
      from marts.acquisition_channel_months where month = '2025-03-01' order by channel`)
    expect(channels.map((row) => Object.values(row as object))).toEqual([
      ['Word of mouth', 25, 0, 0],
      ['search', 20, 1100, 55],
      ['walk_in', 65, 0, 0],
    ])
  })

  it('earned growth 10 %: net revenue retention 85 %, earned new revenue 25 %', async () => {
    const year = await only('from marts.earned_growth_years')
    expect(year).toMatchObject({
      ...{ year_starts_on: '2025-01-01', year_ends_on: '2025-12-31', customers_last_year: '100' },
      ...{ customers_kept: '85', customers_new_earned: '25', customers_new_bought: '10' },
    })
    expect(year.net_revenue_retention).toBeCloseTo(0.85, 12)
    expect(year.earned_new_revenue).toBeCloseTo(0.25, 12)
    expect(year.earned_growth).toBeCloseTo(0.1, 12)
  })

  it('a cohort keeps 490 of 750, with the Wilson interval of that share', async () => {
    const cohort = await only(`from marts.retention_cohorts
      where basis = 'contractual' and cohort_month = '2023-12-01' and months_since = 15`)
    expect(cohort).toMatchObject({ customers: '750', retained: '490', ordered: '0' })
    const [p, n, z] = [490 / 750, 750, 1.959963984540054]
    const half = (z * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2))) / (1 + z ** 2 / n)
    expect(cohort.retained_share).toBeCloseTo(p, 12)
    expect(cohort.retained_share_low).toBeCloseTo((p + z ** 2 / (2 * n)) / (1 + z ** 2 / n) - half, 12)
  })

  it('84 of the 99 first buyers of June 2024 come back, after 240 days at the median, none within 90', async () => {
    const month = await only(`from marts.repeat_purchases where month = '2024-06-01'`)
    expect(month).toMatchObject({ customers: '99', repeated: '84', repeated_in_window: '0' })
    expect(month).toMatchObject({ days_to_second_median: '240', window_days: '90' })
    expect(month.repeat_rate).toBeCloseTo(84 / 99, 12)
  })
})
