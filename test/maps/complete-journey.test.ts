import { beforeAll, describe, expect, it } from 'vitest'
import { snapshot } from '../lambdas/land/lab.ts'
import { realData } from '../real-data.ts'
import { mappedLake } from './mapped-lake.ts'

const folder = realData('complete_journey')

/** Text as money. A few cells are rounding dust such as 8.88e-16, which DuckDB takes for 0.0001 without a double between. */
const money = (column: string) => `cast(cast(${column} as double) as decimal(18, 4))`

describe.skipIf(!folder)('The grocer through the warehouse', () => {
  const grocer = mappedLake(folder ?? '', 'complete-journey')
  beforeAll(() => grocer.landAndBuild())

  it('accounts for every row of every extract', async () => {
    expect(await grocer.counts()).toEqual({
      order_lines: [1_469_307, 1_469_307, 0, 0],
      orders: [155_848, 155_848, 0, 0],
      customers: [2469, 2469, 0, 0],
      stores: [457, 457, 0, 0],
      campaigns: [27, 27, 0, 0],
      campaign_contacts: [6589, 6589, 0, 0],
    })
  })

  it('gives sales, discount and orders by store and month as the file has them', async () => {
    const served = await grocer.marts<{ sales: string }>(
      `select store_id, strftime(month, '%Y-%m') as month, orders, sales, discount
       from marts.kpi_store_months where orders > 0 order by store_id, month`,
    )
    const direct = await grocer.files<{ sales: string }>(
      `select store_id, left(transaction_timestamp, 7) as month, count(distinct basket_id) as orders,
         sum(${money('sales_value')}) as sales,
         sum(${money('retail_disc')} + ${money('coupon_match_disc')}) as discount
       from {transactions} group by store_id, month order by store_id, month`,
    )
    expect(direct.length).toBeGreaterThan(1000)
    expect(served).toEqual(direct)
  })

  it('sells for 4,596,039.58 over 155,848 baskets and all their lines', async () => {
    const total = await grocer.marts(
      `select (select sum(sales) from marts.kpi_company_months) as sales,
         (select cast(sum(orders) as bigint) from marts.kpi_company_months) as orders,
         (select cast(sum(lines) as bigint) from marts.fct_orders) as lines`,
    )
    expect(total).toEqual([{ sales: '4596039.5800', orders: '155848', lines: '1469307' }])
  })

  it('lands the lines of products that no list knows, with their money and without a category', async () => {
    const [landed] = await grocer.marts<{ lines: string; sales: string }>(
      `select count(*) as lines, sum(net_amount) as sales from raw.order_lines where category is null`,
    )
    const direct = await grocer.files<{ listed: boolean; lines: string; sales: string }>(
      `select products.product_id is not null as listed, count(*) as lines,
         sum(${money('sales_value')}) as sales
       from {transactions} as sales left join {products} as products using (product_id)
       where product_category is null group by listed order by listed`,
    )
    expect(direct[0]).toMatchObject({ listed: false, lines: '4836' })
    const sum = (key: 'lines' | 'sales') => direct.reduce((total, row) => total + Number(row[key]), 0)
    expect(Number(landed?.lines)).toBe(sum('lines'))
    expect(Number(landed?.sales)).toBeCloseTo(sum('sales'), 4)
  })

  it('keeps what 801 households told, and every campaign with its responses', async () => {
    const [customers] = await grocer.marts(
      'select count(*) as customers, count(birth_year) as aged from marts.dim_customers',
    )
    expect(customers).toEqual({ customers: '2469', aged: '801' })
    const [told] = await grocer.marts<{ told: string }>(
      `select count(*) as told from raw.customers where json_extract_string(_extra, '$.income') is not null`,
    )
    expect(told).toEqual({ told: '801' })
    const [contacts] = await grocer.marts(
      'select count(*) as contacts, count(responded_at) as responses from raw.campaign_contacts',
    )
    const [direct] = await grocer.files(
      `select (select count(*) from {campaigns}) as contacts,
         (select count(distinct (campaign_id, household_id)) from {coupon_redemptions}) as responses`,
    )
    expect(contacts).toEqual(direct)
  })

  it('changes nothing when it lands again', async () => {
    const before = await snapshot(grocer.context.lake)
    expect((await grocer.land()).landed.every(({ already }) => already)).toBe(true)
    expect(await snapshot(grocer.context.lake)).toEqual(before)
  })
})
