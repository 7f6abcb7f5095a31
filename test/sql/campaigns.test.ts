import { expect, test } from 'vitest'
import { useModels } from './models.ts'

const warehouse = useModels()

/**
 * 200 campaigns of 80 contacted and 240 others. Who bought lately is contacted more often, and buys less again: a plain
 * before and after would read that as harm. Every contact is worth `(campaign % 3) × 15` to those who were contacted.
 */
const CUSTOMERS = `
  with drawn as (
    select k, i, hash('bought ' || k || ' ' || i) / 18446744073709551615.0 as b, hash('again ' || k || ' ' || i) / 18446744073709551615.0 as a,
      hash('before ' || k || ' ' || i) / 18446744073709551615.0 as x, hash('after ' || k || ' ' || i) / 18446744073709551615.0 as y,
      hash('chosen ' || k || ' ' || i) / 18446744073709551615.0 as c
    from range(200) as campaigns (k) cross join range(320) as customers (i)),
  chosen as (
    select *, b < 0.3 as had_bought,
      row_number() over (partition by k order by c * if(b < 0.3, 0.4, 1)) <= 80 as is_contacted
    from drawn)
  select 'k' || k as campaign_id, 'c' || i as customer_id, is_contacted, false as had_left,
    if(had_bought, round(-100 * ln(1 - x), 2), 0)::decimal(18, 4) as sales_before,
    (if(a < if(had_bought, 0.35, 0.25), round(-100 * ln(1 - y), 2), 0)
      + if(is_contacted, (k % 3) * 15, 0))::decimal(18, 4) as sales_after
  from chosen`

interface Effect {
  truth: number
  incremental_sales: number
  incremental_sales_low: number
  incremental_sales_high: number
  naive: number
}

test('incremental sales are right on average, and their intervals cover the truth', async () => {
  await warehouse.table('intermediate.int_campaign_populations', CUSTOMERS)
  await warehouse.table(
    'intermediate.int_campaign_spend',
    `from intermediate.int_campaign_populations where sales_before + sales_after > 0`,
  )
  await warehouse.build('int_campaign_effects')
  const effects = await warehouse.rows<Effect>(`
    select 80.0::double * 15 * (substr(campaign_id, 2)::integer % 3) as truth, effects.*, naive
    from intermediate.int_campaign_effects as effects
    inner join (select campaign_id, sum(sales_after - sales_before)::double as naive
      from intermediate.int_campaign_populations where is_contacted group by all) using (campaign_id)`)
  const mean = (value: (effect: Effect) => number) =>
    effects.reduce((sum, effect) => sum + value(effect), 0) / effects.length
  const width = mean((e) => e.incremental_sales_high - e.incremental_sales_low)
  // A mean of 200 estimates lies within three standard errors; the plain change is far off.
  const allowed = (3 * width) / (2 * 1.96 * Math.sqrt(200))
  expect(effects).toHaveLength(200)
  expect(Math.abs(mean((e) => e.incremental_sales - e.truth))).toBeLessThan(allowed)
  expect(mean((e) => e.naive - e.truth)).toBeLessThan(-3 * allowed)
  const covered = effects.filter(
    (e) => e.incremental_sales_low <= e.truth && e.truth <= e.incremental_sales_high,
  )
  // Of 200 intervals of 95 %, 190 ± 3 cover.
  expect(covered.length).toBeGreaterThanOrEqual(181)
  expect(covered.length).toBeLessThanOrEqual(199)
})
