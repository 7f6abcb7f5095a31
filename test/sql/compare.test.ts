import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { list, useModels } from './models.ts'
import { randomNumbers } from './random.ts'

const warehouse = useModels()

const effects = [
  'int_action_starts',
  'int_replay_starts',
  'int_compared_starts',
  'int_compare_windows',
  'int_cohort_values',
  'int_answer_noise',
  'int_relative_values',
  'int_cohort_periods',
  'int_cohort_donors',
  'int_effect_estimates',
  'int_shrunken_pasts',
  'int_expected_fits',
  'int_expected_positions',
  'int_expected_spreads',
  'int_expected_effects',
  'int_judged_effects',
  'cmp_replay',
  'cmp_effects',
]
interface Effect {
  action_id: string
  did_effect: number
  did_low: number
  did_high: number
  naive_change: number
  donors: string
  not_judged_reason: string | null
}

/** `treated` stores begin in 2025-01; `values` are store, months from start, value, n, sum, sum of squares. */
async function compare(treated: string[], metric: string, values: (string | number)[][]) {
  await warehouse.table(
    'marts.fct_actions',
    `select 'a' || store_id as action_id, store_id, date '2025-01-01' as start_month
     from (values ${list(treated.map((store) => [store]))}) as t (store_id)`,
  )
  await warehouse.table(
    'intermediate.int_store_month_metrics',
    `select store_id, date_add(date '2025-01-01', to_months(m::integer))::date as month, '${metric}' as metric,
       v::double as value, n::double as n, s::double as value_sum, q::double as value_sumsq
     from (values ${list(values)}) as t (store_id, m, v, n, s, q)`,
  )
  await warehouse.table(
    'seeds.compared_metrics',
    `select '${metric}' as metric, 'linear' as scale, 'points' as unit, 'higher' as better, 0.1 as minimum_effect`,
  )
  await warehouse.table(
    'marts.watch_flags',
    `select null::varchar as store_id, null::date as month, null::varchar as flag where false`,
  )
  await warehouse.build(...effects)
  return warehouse.rows<Effect>('from marts.cmp_effects order by action_id')
}

test('intervals cover the true effect, and the mean effect is right, for stores chosen by lot', async () => {
  const { uniform, normal } = randomNumbers(77)
  const truth = (store: number) => (store < 120 ? (store % 3) * 0.4 : 0)
  const values = Array.from({ length: 360 }, (_, store) => {
    const level = 4 + 0.3 * normal()
    const drift = 0.15 * normal()
    const n = Math.floor(8 + 100 * uniform() ** 2)
    return Array.from({ length: 18 }, (_, i) => {
      const month = i - 12
      const mean = level + 0.1 * Math.sin(month) + (month >= 0 ? drift + truth(store) : 0)
      const answers = Array.from({ length: n }, () => mean + normal())
      const sum = answers.reduce((a, b) => a + b, 0)
      return [
        `s${String(store).padStart(3, '0')}`,
        month,
        sum / n,
        n,
        sum,
        answers.reduce((a, b) => a + b * b, 0),
      ]
    })
  }).flat()
  const treated = Array.from({ length: 120 }, (_, store) => `s${String(store).padStart(3, '0')}`)
  const got = await compare(treated, 'csat_mean', values)
  const errors = got.map(({ did_effect }, store) => did_effect - truth(store))
  const covered = got.filter((e, store) => e.did_low <= truth(store) && truth(store) <= e.did_high).length
  expect(got.every(({ donors, not_judged_reason }) => donors === '240' && not_judged_reason === null)).toBe(
    true,
  )
  expect(Math.abs(errors.reduce((a, b) => a + b) / 120)).toBeLessThan(0.06)
  // Of 120 intervals of 95 %, 114 ± 2.4 cover; squared errors are as large as the intervals say, ± 0.13.
  expect(covered).toBeGreaterThanOrEqual(107)
  const squared = got.map((e, i) => ((errors[i] as number) / ((e.did_high - e.did_low) / 2 / 1.97)) ** 2)
  const size = squared.reduce((a, b) => a + b) / 120
  expect(size).toBeGreaterThan(0.65)
  expect(size).toBeLessThan(1.35)
})

test('a comparison that is too thin is kept and says why', async () => {
  const values = ['s1', 's2', 's3'].flatMap((store) => [-2, -1, 0, 1].map((m) => [store, m, 4, 9, 36, 150]))
  const [only] = await compare(['s1'], 'csat_mean', values)
  expect(only).toMatchObject({
    donors: '2',
    did_effect: 0,
    not_judged_reason: 'fewer than 8 of 12 months before',
  })
})

const file = join(
  process.env.CX_REAL_DATA ?? join(import.meta.dirname, '../../../shared/data'),
  'reference/card_krueger.csv.gz',
)
test.skipIf(!existsSync(file))(
  'Card and Krueger (1994): 2.75 jobs on the 384 restaurants seen twice',
  async () => {
    const read = await warehouse.rows<{
      state: number
      before: number
      after: number
    }>(`select STATE as state, EMPFT + NMGRS + 0.5 * EMPPT as before, EMPFT2 + NMGRS2 + 0.5 * EMPPT2 as after
     from read_csv('${file}', nullstr = ['', '.'])
     where before is not null and after is not null`)
    expect(read.length).toBe(384)
    const values = read.flatMap(({ state, before, after }, i) =>
      [
        [-1, before],
        [0, after],
      ].map(([m = 0, v = 0]) => [`${state}-${i}`, m, v, 1, v, v * v]),
    )
    const treated = read.flatMap(({ state }, i) => (Number(state) === 1 ? [`1-${i}`] : []))
    const got = await compare(treated, 'queue_seconds', values)
    expect(got.reduce((sum, { did_effect }) => sum + did_effect, 0) / got.length).toBeCloseTo(2.75, 4)
  },
)
