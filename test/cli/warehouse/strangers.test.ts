import { mkdtempSync, realpathSync } from 'node:fs'
import { cp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ask } from '../../../cli/warehouse/duckdb.ts'
import { builtLake, cx } from '../../built-lake.ts'
import { landText, newLanding } from '../../lambdas/land/lab.ts'

const work = mkdtempSync(join(tmpdir(), 'cx-strangers-'))
const landing = newLanding(join(work, 'lake'))
const current = join(work, 'lake', 'warehouse', 'current.duckdb')
afterAll(() => rm(work, { recursive: true, force: true }))

const totals = async () => {
  const [found] = await ask<{ orders: number; sales: number; answers: number }>(
    `select sum(orders)::integer as orders, sum(sales)::double as sales, sum(csat_responses)::integer as answers
     from marts.kpi_company_months`,
    realpathSync(current),
  )
  return found ?? { orders: 0, sales: 0, answers: 0 }
}

test('orders and answers of unknown stores and unlike currencies count, and the build names them', {
  timeout: 900_000,
}, async () => {
  await cp((await builtLake()).lake, landing.lake.folder, { recursive: true, verbatimSymlinks: true })
  const before = await totals()
  const now = { ...landing, now: () => new Date() }
  await landText(
    now,
    'orders-strange.csv',
    'order_id,store_id,customer_id,channel,ordered_at,status,currency\n' +
      'U1,NOPE,,store,2024-02-05T10:00:00Z,completed,USD\nE1,S00001,,store,2024-02-05T10:00:00Z,completed,EUR\n',
  )
  await landText(
    now,
    'order_lines-strange.csv',
    'order_id,line_no,product_id,category,quantity,net_amount,discount_amount,unit_cost,returned_quantity\n' +
      'U1,1,P,,1,100,0,,0\nE1,1,P,,1,50,0,,0\n',
  )
  await landText(
    now,
    'survey_answers-strange.csv',
    'response_id,metric,score,store_id,channel,answered_at\nU1,csat,2,NOPE,web,2024-02-05T10:00:00Z\n',
  )
  const { stdout, stderr, exitCode } = await cx('build', '--lake', landing.lake.folder)

  expect({ exitCode, stderr: exitCode === 0 ? '' : stderr }).toEqual({ exitCode: 0, stderr: '' })
  const after = await totals()
  expect(after.orders - before.orders).toBe(2)
  expect(after.sales - before.sales).toBeCloseTo(150, 2)
  expect(after.answers - before.answers).toBe(1)
  // Fewer than five answers are in the company's scores and in none of a store.
  expect(
    await ask(
      `select store_id, orders::integer as orders, csat_responses::integer as answers
       from marts.kpi_store_months where store_id = 'NOPE'`,
      realpathSync(current),
    ),
  ).toEqual([{ store_id: 'NOPE', orders: 1, answers: 0 }])

  expect(stdout).toMatch(
    /warned: known_to_fct_orders_store_id\S*, 1 row: npx cx query --sql "select \* from failures\./,
  )
  expect(stdout).toContain('{"unknown_id":"NOPE","rows_with_it":"1"}')
  expect(stdout).toMatch(/warned: assert_orders_share_one_currency, 1 row/)
  expect(stdout).toContain('"order_id":"E1","store_id":"S00001"')
})
