import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { snapshot } from '../lambdas/land/lab.ts'
import { realData } from '../real-data.ts'
import { mappedLake } from './mapped-lake.ts'

const folder = realData('online_retail')

/** What lifetimes fits to the same files (test/references/customers.py). */
const REFERENCES = join(import.meta.dirname, '../references/customer-models.csv')

const AMOUNT = 'cast(Quantity as integer) * cast(UnitPrice as decimal(18, 4))'
const IS_SALE = "left(InvoiceNo, 1) not in ('A', 'C')"

describe.skipIf(!folder)('The online shop through the warehouse', () => {
  const shop = mappedLake(folder ?? '', 'online-retail')
  beforeAll(() => shop.landAndBuild())

  it('accounts for every row of every extract', async () => {
    expect(await shop.counts()).toEqual({
      order_lines: [541_909, 541_909, 0, 0],
      orders: [25_900, 25_900, 0, 0],
      customers: [4372, 4372, 0, 0],
      stores: [38, 38, 0, 0],
    })
  })

  it('keeps every line of every invoice with its amount, in the order of the file', async () => {
    expect(
      await shop.marts(
        'select cast(sum(lines) as bigint) as lines, sum(sales) as amount from marts.fct_orders',
      ),
    ).toEqual(await shop.files(`select count(*) as lines, sum(${AMOUNT}) as amount from {online_retail}`))
    const [firsts] = await shop.marts<{ first: string }>(
      "select string_agg(product_id, ' ' order by line_no) as first from raw.order_lines where order_id = '536365'",
    )
    expect(firsts?.first).toBe('85123A 71053 84406B 84029G 84029E 22752 21730')
  })

  it('gives sales and orders by country and month as the file has them', async () => {
    const served = await shop.marts(
      `select store_id as country, strftime(month, '%Y-%m') as month, orders, sales
       from marts.kpi_store_months where orders > 0 order by country, month`,
    )
    const direct = await shop.files(
      `with invoices as (
         select InvoiceNo, any_value(Country) as country, left(min(InvoiceDate), 7) as month, sum(${AMOUNT}) as sales
         from {online_retail} where ${IS_SALE} group by InvoiceNo having max(cast(UnitPrice as double)) > 0
       )
       select country, month, count(*) as orders, sum(sales) as sales from invoices group by country, month order by country, month`,
    )
    expect(direct.length).toBeGreaterThan(250)
    expect(served).toEqual(direct)
  })

  it('gives the units that came back to the newest earlier sale of the same thing', async () => {
    const served = await shop.marts(
      'select cast(sum(returned_units) as bigint) as units from marts.kpi_company_months',
    )
    const direct = await shop.files<{ units: string }>(
      `with numbered as (select *, row_number() over () as place from {online_retail} where CustomerID is not null),
       sales as (from numbered where ${IS_SALE} and cast(Quantity as integer) > 0 and cast(UnitPrice as double) > 0),
       pairs as (
         select credits.place, -cast(credits.Quantity as integer) as units,
           max_by(sales.place, (sales.InvoiceDate, sales.InvoiceNo, sales.place)) as sale
         from numbered as credits inner join sales using (CustomerID, StockCode)
         where credits.InvoiceNo like 'C%' and sales.InvoiceDate <= credits.InvoiceDate
           and cast(sales.UnitPrice as decimal(18, 4)) = cast(credits.UnitPrice as decimal(18, 4))
         group by credits.place, credits.Quantity
       ),
       by_sale as (select sale, sum(units) as units from pairs group by sale)
       select cast(sum(least(by_sale.units, cast(sales.Quantity as integer))) as bigint) as units
       from by_sale inner join sales on by_sale.sale = sales.place`,
    )
    expect(Number(direct[0]?.units)).toBeGreaterThan(100_000)
    expect(served).toEqual(direct)
  })

  it('counts the customers, and leaves orders without one without one', async () => {
    const buyers = (column: string, order: string, from: string) =>
      `select count(distinct ${column}) as customers,
         count(distinct ${order}) filter (${column} is null) as anonymous from ${from}`
    expect(await shop.marts(buyers('customer_id', 'order_id', 'marts.fct_orders'))).toEqual(
      await shop.files(buyers('CustomerID', 'InvoiceNo', '{online_retail}')),
    )
  })

  it('models customers as lifetimes does', async () => {
    const rows = await shop.marts<{ parameter: string; customers: boolean; ratio: number }>(
      `select parameter, mart.customers = lifetimes.customers as customers, mart.estimate / lifetimes.estimate as ratio
       from read_csv('${REFERENCES}') as lifetimes inner join marts.clv_parameters as mart using (model, parameter)
       where period = 'all' and segment = 'all' order by parameter`,
    )
    expect(rows.map(({ parameter }) => parameter)).toEqual(['a', 'alpha', 'b', 'gamma', 'p', 'q', 'r'])
    for (const { parameter, customers, ratio } of rows) {
      expect(customers, parameter).toBe(true)
      expect(Math.abs(ratio - 1), parameter).toBeLessThan(1e-3)
    }
  })

  it('changes nothing when it lands again', async () => {
    const before = await snapshot(shop.context.lake)
    expect((await shop.land()).landed.every(({ already }) => already)).toBe(true)
    expect(await snapshot(shop.context.lake)).toEqual(before)
  })
})
