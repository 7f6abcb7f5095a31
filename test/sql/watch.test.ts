import { expect, test } from 'vitest'
import { list, useModels } from './models.ts'
import { randomNumbers } from './random.ts'

const warehouse = useModels()

const chain = [
  'int_survey_windows',
  'int_survey_peers',
  'int_survey_scores',
  'watch_low_stores',
  'watch_flags',
]

/** Twelve months of CSAT at some stores, a few of them lower by `drop` all the time. */
async function simulate(stores: number, low: number, drop: number) {
  const { uniform, normal } = randomNumbers(5 + stores)
  const months = Array.from({ length: stores }, (_, store) => {
    const mean = 4 + 0.2 * normal() - (store < low ? drop : 0)
    return Array.from({ length: 12 }, (_, month) => {
      const n = Math.floor(5 + 60 * uniform() ** 2)
      const sum = Array.from({ length: n }, () => mean + 1.1 * normal())
      return [`s${store}`, month, n, sum.reduce((a, b) => a + b, 0), sum.reduce((a, b) => a + b * b, 0)]
    })
  }).flat()
  await warehouse.table(
    'intermediate.int_store_month_surveys',
    `select store_id, date_add(date '2025-01-01', to_months(m::integer))::date as month, 'csat' as metric,
       n as responses, total::double as value_sum, squares::double as value_sumsq
     from (values ${list(months)}) as t (store_id, m, n, total, squares)`,
  )
  await warehouse.build(...chain)
  const flagged = await warehouse.rows<{ store_id: string }>(
    `select store_id from marts.watch_flags where flag = 'act' and month = date '2025-12-01'`,
  )
  return flagged.map(({ store_id }) => Number(store_id.slice(1)))
}

test('nearly all stores that are low by a point are found, with few others', async () => {
  const flagged = await simulate(300, 8, 1)
  expect(flagged.filter((store) => store < 8).length).toBeGreaterThanOrEqual(7)
  expect(flagged.filter((store) => store >= 8).length).toBeLessThanOrEqual(2)
})

test('hardly any store is flagged where none is low', async () => {
  expect((await simulate(300, 0, 0)).length).toBeLessThanOrEqual(1)
})

test('one, two or three stores are no reason to fail', async () => {
  for (const stores of [1, 2, 3]) expect((await simulate(stores, 0, 0)).length).toBeLessThanOrEqual(1)
})
