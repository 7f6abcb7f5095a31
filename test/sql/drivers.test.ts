import { expect, test } from 'vitest'
import { list, useModels } from './models.ts'
import { randomNumbers } from './random.ts'
import { chiSquare, draw, subsets } from './shuffles.ts'

const warehouse = useModels()

const group = (values: number[], flagged: boolean) =>
  values.map((value, i) => [`${flagged}${i}`, value, flagged])

async function factors(items: (string | number | boolean)[][], kind: 'numeric' | 'categorical') {
  const [value, category] = kind === 'numeric' ? ['v', 'null'] : ['null', 'v']
  await warehouse.table(
    'intermediate.int_factor_groups',
    `select date '2025-01-01' as month, 'csat' as metric, 'f' as factor, '${kind}' as kind, store_id,
       cast(${value} as double) as value, cast(${category} as varchar) as category, is_flagged
     from (values ${list(items)}) as t (store_id, v, is_flagged)`,
  )
}

test("Welch's test agrees with R on Student's sleep data", async () => {
  const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]
  const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
  await factors([...group(first, true), ...group(second, false)], 'numeric')
  await warehouse.build('int_numeric_factors')
  const [got] = await warehouse.rows<Record<string, number>>('from intermediate.int_numeric_factors')
  expect(got?.difference).toBeCloseTo(-1.58, 10)
  expect(got?.p).toBeCloseTo(0.07939414, 6)
  expect(got?.difference_low).toBeCloseTo(-3.3654832, 5)
  expect(got?.difference_high).toBeCloseTo(0.2054832, 5)
  // The middle 95 of 100 of ten stores are all ten of them.
  expect(Number(got?.flagged_beyond)).toBe(first.filter((x) => x < -0.1).length)
  // Cohen's d is −0.8321811; Hedges' correction for 18 degrees of freedom is 1 − 3 ÷ 71.
  expect(got?.effect_size).toBeCloseTo(-0.8321811 * (1 - 3 / 71), 6)
})

test('chi-square has the mean and variance of all ways to shuffle the flags', async () => {
  const categories = ['a', 'a', 'a', 'b', 'b', 'b', 'c', 'c', 'd']
  const flags = subsets(categories.length, 3)
  const chis = flags.map((flagged) => chiSquare(categories, flagged))
  const mean = chis.reduce((a, b) => a + b) / chis.length
  const variance = chis.reduce((sum, x) => sum + (x - mean) ** 2, 0) / chis.length
  await factors(
    categories.map((c, i) => [`s${i}`, c, i < 3]),
    'categorical',
  )
  await warehouse.build('int_category_tables')
  const [got] = await warehouse.rows<Record<string, number>>('from intermediate.int_category_tables')
  expect(got?.mean_shuffled).toBeCloseTo(mean, 10)
  expect(got?.variance_shuffled).toBeCloseTo(variance, 10)
  expect(got?.chi_square).toBeCloseTo(chiSquare(categories, [0, 1, 2]), 10)
})

test('the p of 17 stores over 48 states is that of 4000 shuffles', async () => {
  const { uniform } = randomNumbers(11)
  const states = Array.from({ length: 1000 }, () => Math.floor(48 * uniform() ** 2))
  const flagged = states.flatMap((state, i) => (state % 5 === 0 ? [i] : [])).slice(0, 17)
  await factors(
    states.map((state, i) => [`s${i}`, String(state), flagged.includes(i)]),
    'categorical',
  )
  await warehouse.build('int_category_tables', 'int_categorical_factors')
  const [got] = await warehouse.rows<{ p: number }>('from intermediate.int_categorical_factors')
  const seen = chiSquare(states, flagged)
  const shuffles = Array.from({ length: 4000 }, () => chiSquare(states, draw(17, 1000, uniform)))
  const wanted = shuffles.filter((chi) => chi >= seen).length / shuffles.length
  expect(wanted).toBeGreaterThan(0.005)
  expect(Math.abs((got?.p ?? 1) - wanted)).toBeLessThan(0.02)
})

test('adjusted p values are those of Benjamini and Hochberg (1995), table 1', async () => {
  const p = [
    1e-4, 4e-4, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759,
    1,
  ]
  const select = (rows: (string | number)[][]) =>
    `select date '2025-01-01' as month, 'csat' as metric, factor, 'numeric' as kind, 9 as flagged_stores, 9 as other_stores,
       0e0 as flagged_mean, 0e0 as other_mean, 0e0 as difference, 0e0 as difference_low, 0e0 as difference_high,
       0 as flagged_beyond, 0e0 as effect_size, cast(p as double) as p from (values ${list(rows)}) as t (factor, p)`
  await warehouse.table('intermediate.int_numeric_factors', select(p.map((value, i) => [`f${i}`, value])))
  await warehouse.table('intermediate.int_categorical_factors', `${select([['none', 1]])} where false`)
  await warehouse.build('drv_store_factors')
  const got = await warehouse.rows<{ p_adjusted: number; differs: boolean }>(
    'select p_adjusted, differs from marts.drv_store_factors order by p',
  )
  expect(got.filter(({ differs }) => differs).length).toBe(4)
  const wanted = p.map((_, i) => Math.min(1, ...p.slice(i).map((x, k) => (x * 15) / (i + k + 1))))
  got.forEach(({ p_adjusted }, i) => {
    expect(p_adjusted).toBeCloseTo(wanted[i] as number, 12)
  })
})
