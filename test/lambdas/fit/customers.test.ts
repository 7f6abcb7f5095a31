import { expect, test } from 'vitest'
import { fitsOnDuckDb, withDatabase } from '../../../cli/warehouse/duckdb.ts'
import { fitCustomers } from '../../../lambdas/fit/customers.ts'

/** What is fitted to cells of one group: frequency, customers, recency and age in days. */
const fitted = (cells: [number, number, number, number][], sales: [number, number, number][]) =>
  withDatabase(':memory:', async (connection) => {
    const values = (rows: number[][]) =>
      rows.length > 0
        ? rows.map((row) => `(${row.join(', ')})`).join(', ')
        : `(${Array(4).fill('null').join(', ')})`
    await connection.run(`create schema intermediate;
      create table intermediate.int_purchase_cells as select 'all' as period, 'it''s all' as segment, *
        from (values ${values(cells)}) as t (frequency, customers, recency_days, age_days) where customers > 0;
      create table intermediate.int_spend_cells as select 'all' as period, 'all' as segment, *
        from (values ${values(sales)}) as t (frequency, customers, sales${sales.length > 0 ? '' : ', none'}) where customers > 0`)
    const rows = await fitCustomers(fitsOnDuckDb(connection))
    const written = await connection.runAndReadAll('from intermediate.fitted_customer_models')
    expect(written.getRowObjectsJson()).toHaveLength(rows.length)
    return rows
  })

test('the same cells give the same parameters, to the last digit', async () => {
  const cells: [number, number, number, number][] = [
    [0, 900, 0, 200],
    [1, 300, 50, 200],
    [2, 120, 100, 200],
    [5, 40, 175, 200],
  ]
  const once = await fitted(cells, [])
  expect(once.every(({ is_converged }) => is_converged)).toBe(true)
  expect(once[0]?.segment).toBe("it's all")
  expect(await fitted(cells, [])).toEqual(once)
})

test('customers of whom nobody came back have models at the end of their range, or a reason, and no failure', async () => {
  const rows = await fitted([[0, 500, 0, 200]], [])
  expect(rows).toHaveLength(4)
  for (const { reason } of rows) expect(reason).toMatch(/end of its range|tell the parameters apart|highest/)
})

test('values in a currency of large numbers are fitted as others are', async () => {
  const sales: [number, number, number][] = [1, 2, 3, 4, 5, 6, 7].map((i) => [
    2,
    100 - 10 * i,
    (100 - 10 * i) * 40 * i,
  ])
  const small = await fitted([], sales)
  const large = await fitted(
    [],
    sales.map(([frequency, customers, total]) => [frequency, customers, 1e6 * total]),
  )
  const estimate = (rows: typeof small, name: string) =>
    Number(rows.find(({ parameter }) => parameter === name)?.estimate)
  expect(estimate(large, 'p') / estimate(small, 'p')).toBeCloseTo(1, 5)
  expect(estimate(large, 'gamma') / estimate(small, 'gamma') / 1e6).toBeCloseTo(1, 5)
})
