import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { fitCustomers } from '../../lambdas/fit/customers.ts'
import { realData } from '../real-data.ts'
import { useModels } from './models.ts'

const warehouse = useModels()
const REFERENCES = join(import.meta.dirname, '../references')

const ASSUMPTIONS = `select 5e0 as minimum_n, 1000e0 as model_minimum_customers, 12e0 as value_horizon_months,
  273e0 as holdout_days, 0.1e0 as discount_rate_yearly, 0.35e0 as gross_margin_rate`

/** The models of customer values on orders made by hand, with their fits. */
async function buildValues(orders: string) {
  await warehouse.table('intermediate.int_assumptions', ASSUMPTIONS)
  await warehouse.table('marts.fct_orders', orders)
  await warehouse.table(
    'marts.dim_customers',
    'select distinct customer_id, cast(null as varchar) as loyalty_tier from marts.fct_orders',
  )
  await warehouse.table(
    'intermediate.int_store_month_orders',
    "select date '1998-06-01' as month, 1 as margin, 4 as costed_sales",
  )
  await warehouse.build('int_purchases', 'int_purchase_histories', 'int_purchase_summaries')
  await warehouse.build('int_purchase_groups', 'int_purchase_cells', 'int_spend_cells')
  await fitCustomers(warehouse.fits())
  await warehouse.build(
    'int_customer_models',
    'int_purchase_horizons',
    'int_expected_purchases',
    'int_purchase_forecasts',
    'int_customer_forecasts',
    'int_margin_rate',
  )
  await warehouse.build('clv_parameters', 'clv_customers', 'int_holdout_purchases', 'clv_backtest')
}

test('P(alive) and expected purchases are those of lifetimes, to 1e-9', async () => {
  const cases = `select row_number() over () as id, * from read_csv('${REFERENCES}/customer-forecasts.csv', all_varchar = false)`
  await warehouse.table('intermediate.cases', cases)
  await warehouse.table(
    'intermediate.int_purchase_summaries',
    `select 'all' as period, id as customer_id, id::varchar as segment, frequency, 7e0 * recency as recency_days,
       7e0 * age as age_days, 0 as repeat_sales from intermediate.cases`,
  )
  await warehouse.table(
    'intermediate.int_customer_models',
    `select 'all' as period, id::varchar as segment, 'all' as model_segment, r, alpha, a, b from intermediate.cases`,
  )
  await warehouse.table(
    'intermediate.int_purchase_histories',
    "select date '2025-01-01' as calibrated_to, date '2025-01-02' as as_of",
  )
  // The four quarters of a horizon: of 52 weeks in the mart's months, 13, 26, 39 and 52 weeks.
  for (const weeks of [1, 13, 39, 52]) {
    const months = (weeks * 84) / 365.25
    await warehouse.table(
      'intermediate.int_assumptions',
      `select ${months}e0 as value_horizon_months, 0.1e0 as discount_rate_yearly`,
    )
    await warehouse.build('int_purchase_horizons', 'int_expected_purchases', 'int_purchase_forecasts')
    const [worst] = await warehouse.rows<Record<string, number>>(
      `select count(*)::integer as n, max(abs(got.p_alive - cases.p_alive)) as alive,
         max(abs(got.expected_purchases / cases.expected - 1)) as expected
       from intermediate.cases inner join intermediate.int_purchase_forecasts as got on got.segment = cases.id::varchar
       where cases.weeks = ${weeks}`,
    )
    expect(worst?.n).toBe(28)
    expect(worst?.alive).toBeLessThan(1e-9)
    expect(worst?.expected).toBeLessThan(1e-9)
  }
})

const cdnow = realData('reference')

describe.skipIf(!cdnow)('CDNOW, Fader, Hardie & Lee (2005)', () => {
  beforeAll(() =>
    buildValues(
      `select customer_id, date::timestamp as ordered_at, amount::decimal(18, 4) as sales, false as is_cancelled
         from read_csv('${cdnow}/cdnow_sample.csv.gz')`,
    ),
  )

  const parameters = async (model: string) =>
    warehouse.rows<{ parameter: string; estimate: number; log_likelihood: number; customers: string }>(
      `select parameter, estimate, log_likelihood, customers from marts.clv_parameters
       where model = '${model}' and period = 'calibration' order by parameter`,
    )

  test('BG/NBD has the published parameters and log-likelihood', async () => {
    const found = await parameters('bg_nbd')
    expect(found.map(({ parameter }) => parameter)).toEqual(['a', 'alpha', 'b', 'r'])
    const published = [0.793, 4.414, 2.426, 0.243]
    found.forEach(({ estimate }, i) => {
      expect(estimate).toBeCloseTo(published[i] ?? 0, 3)
    })
    expect(found[0]?.log_likelihood).toBeCloseTo(-9582.43, 2)
    expect(Number(found[0]?.customers)).toBe(2357)
  })

  test('Gamma-Gamma has the published parameters', async () => {
    const found = await parameters('gamma_gamma')
    const published = [15.44, 6.25, 3.74]
    found.forEach(({ estimate }, i) => {
      expect(estimate).toBeCloseTo(published[i] ?? 0, 2)
    })
  })

  test('as many purchases are expected in the holdout as lifetimes expects', async () => {
    const [all] = await warehouse.rows<Record<string, number | string>>(
      `select backtest.*, lifetimes.estimate from marts.clv_backtest as backtest
       cross join read_csv('${REFERENCES}/customer-models.csv') as lifetimes
       where cut = 'all' and lifetimes.model = 'cdnow_holdout'`,
    )
    expect(Number(all?.expected_purchases) / Number(all?.estimate)).toBeCloseTo(1, 4)
    // The published model is known to fall short of the second half of this sample, by about an eighth.
    expect(Number(all?.actual_purchases)).toBe(1882)
    expect(Number(all?.expected_purchases)).toBeGreaterThan(0.85 * 1882)
    expect(Number(all?.difference_low)).toBeGreaterThan(0)
  })

  test('who buys more often is worth more, and who has stayed away for long is less likely to be there', async () => {
    const [signs] = await warehouse.rows<Record<string, number>>(
      `select count(*)::integer as customers, corr(purchases, clv) > 0.5 as worth_more,
         corr(recency_days - age_days, p_alive) filter (purchases > 1) > 0.5 as less_likely,
         min(clv) > 0 as is_valued, avg(margin_rate) as margin_rate
       from marts.clv_customers`,
    )
    expect(signs).toEqual({
      ...{ customers: 2357, worth_more: true, less_likely: true, is_valued: true, margin_rate: 0.25 },
    })
  })
})
