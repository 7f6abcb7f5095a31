import { expect, test } from 'vitest'
import { times } from '../tiny-lake.ts'
import { list, useModels } from './models.ts'
import { randomNumbers } from './random.ts'

const warehouse = useModels()
const limits = () =>
  warehouse.table('intermediate.int_assumptions', 'select 5e0 as minimum_n, 10e0 as minimum_peers')

/** Six months of complaints of twenty stores like all others, and of some that are not: [store, complaints, hits] a month. */
async function complain(unusual: [string, number, number][]) {
  const usual = times(20, (i): [string, number, number] => [`s${i}`, 10, 2])
  const rows = [...usual, ...unusual].flatMap(([store, complaints, hits]) =>
    times(6, (month) => [store, month, complaints, hits]),
  )
  await limits()
  await warehouse.table(
    'intermediate.int_complaint_months',
    `select 'repeating_topic' as kind, store_id, (date '2025-01-01' + to_months(m::integer))::date as month,
       'queue' as subject, complaints, hits, complaints * 0.2e0 as expected
     from (values ${list(rows)}) as t (store_id, m, complaints, hits)`,
  )
  await warehouse.build('int_repeated_complaints')
  return warehouse.rows<{ store_id: string; months: string }>(
    `select store_id, count(*)::varchar as months from intermediate.int_repeated_complaints where is_repeated
     group by store_id order by store_id`,
  )
}

test('a topic that is loud for months repeats from the third month on, and none of chance does', async () => {
  expect(await complain([['loud', 10, 8]])).toEqual([{ store_id: 'loud', months: '4' }])
})

test('a loud month alone repeats nothing', async () => {
  await complain([['loud', 10, 8]])
  await warehouse.table(
    'intermediate.int_complaint_months',
    `select * replace (if(store_id = 'loud' and month > '2025-01-01', 2, hits) as hits)
     from intermediate.int_complaint_months`,
  )
  await warehouse.build('int_repeated_complaints')
  expect(
    await warehouse.rows('select store_id from intermediate.int_repeated_complaints where is_repeated'),
  ).toEqual([])
})

test('nothing is said that would give away fewer than five, about the topic or about all others', async () => {
  const told = await complain([
    ['all but two', 12, 12],
    ['loud', 10, 8],
  ])
  expect(told.map(({ store_id }) => store_id)).toEqual(['all but two', 'loud'])
  const rows = 'select * replace (if(store_id = %s) as hits) from intermediate.int_complaint_months'
  await warehouse.table(
    'intermediate.int_complaint_months',
    rows.replace('%s', "'all but two' and month in ('2025-01-01', '2025-04-01'), 11, hits"),
  )
  await warehouse.build('int_repeated_complaints')
  const [last] = await warehouse.rows<{ is_repeated: boolean; p: number }>(
    `select is_repeated, p from intermediate.int_repeated_complaints
     where store_id = 'all but two' and month = '2025-06-01'`,
  )
  expect(last?.p).toBeLessThan(1e-9)
  expect(last?.is_repeated).toBe(false)
})

/** Twenty-four months of CSAT at sixty stores, `drop` lower at the first of them in the last four. */
async function answer({ drop = 0, everywhere = 0, answers = 30 }) {
  const { normal } = randomNumbers(11)
  const rows = times(60, (store) => {
    const level = 4 + 0.2 * normal()
    return times(24, (m) => {
      const late = m >= 20
      const mean = level - (late ? everywhere + (store === 0 ? drop : 0) : 0) + normal() / Math.sqrt(answers)
      return [`s${store}`, m, answers, answers * mean, answers * mean * mean + (answers - 1)]
    })
  }).flat()
  await limits()
  await warehouse.table(
    'intermediate.int_watch_series',
    `select store_id, (date '2024-01-01' + to_months(m::integer))::date as month, 'csat' as metric, 'linear' as scale,
       1e0 as direction, n::double as n, total::double as value_sum, squares::double as value_sumsq
     from (values ${list(rows)}) as t (store_id, m, n, total, squares)`,
  )
  await warehouse.table(
    'marts.watch_flags',
    "select 's1' as store_id, date '2025-11-01' as month, 'csat' as metric, 'act' as flag",
  )
  await warehouse.build('int_watch_changes', 'int_watch_spreads', 'int_early_warnings')
  return warehouse.rows<{ store_id: string; month: string; seen: number; expected: number }>(
    `select store_id, month::varchar as month, seen, expected, expected_low, expected_high
     from intermediate.int_early_warnings where is_warned order by month`,
  )
}

test('a store that falls by a point is told of in its second month, with what was to be expected of it', async () => {
  const warned = await answer({ drop: 1 })
  expect(warned.map(({ store_id, month }) => `${store_id} ${month}`)).toEqual([
    's0 2025-10-01',
    's0 2025-11-01',
    's0 2025-12-01',
  ])
  const last = warned.at(-1)
  expect((last?.expected ?? 0) - (last?.seen ?? 0)).toBeCloseTo(1, 0)
})

test('a fall of all stores is none of one store, and where nothing falls nothing is told', async () => {
  expect(await answer({ everywhere: 1 })).toEqual([])
  expect(await answer({})).toEqual([])
})

test('a store with fewer than five answers is not looked at, nor is one that is low by then', async () => {
  expect(await answer({ drop: 1, answers: 1 })).toEqual([])
  await answer({ drop: 1 })
  const looked = await warehouse.rows(
    "select month::varchar as month from intermediate.int_early_warnings where store_id = 's1' and month = '2025-11-01'",
  )
  expect(looked).toEqual([])
})
