import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chiSquareTail, normalCdf, poissonTail, studentCdf, studentCdfByQuadrature } from './closed-forms.ts'
import { render, rows, temporaryWarehouse } from './dbt.ts'

/** Each macro over columns a, b and c, so that one run of dbt renders them all. */
const EXPRESSIONS = {
  normal_cdf: "normal_cdf('a')",
  normal_tail: "normal_tail('a')",
  normal_quantile: "normal_quantile('a')",
  student_t_cdf: "student_t_cdf('a', 'b')",
  student_t_p: "student_t_p('a', 'b')",
  student_t_975: "student_t_975('a')",
  chi_square_tail: "chi_square_tail('a', 'b')",
  ln_gamma: "ln_gamma('a')",
  poisson_tail: "poisson_tail('a', 'b')",
  arc_of_share: "arc_of_share('a', 'b')",
  share_of_arc: "share_of_arc('a')",
  wilson_low: "wilson_low('a', 'b')",
  wilson_high: "wilson_high('a', 'b')",
  nps_score: "nps_score('a', 'b', 'c')",
  nps_margin: "nps_margin('a', 'b', 'c')",
  mean_margin: "mean_margin('a', 'b', 'c')",
  annuity: "annuity('a', 'b')",
  payback_months: "payback_months('a', 'b / c')",
} as const

type Name = keyof typeof EXPRESSIONS
let sql: Record<string, string>
let remove: () => Promise<void>

beforeAll(async () => {
  const warehouse = await temporaryWarehouse()
  remove = warehouse.remove
  const parts = Object.entries(EXPRESSIONS).map(([name, call]) => `/*${name}*/ {{ ${call} }}`)
  const text = await render(warehouse.folder, parts.join('/*end*/'))
  const found = text.matchAll(/\/\*(\w+)\*\/ ([\s\S]*?)(?=\/\*end\*\/|$)/g)
  sql = Object.fromEntries([...found].map(([, name, expression]) => [name, expression]))
})

afterAll(() => remove())

/** The macro's value for each row of arguments. */
async function values(name: Name, args: (number | null)[][]): Promise<number[]> {
  const instance = await DuckDBInstance.create()
  const connection = await instance.connect()
  const table = args.map(([a, b = null, c = null], i) => {
    return `(${i}, ${[a, b, c].map((x) => `cast(${x} as double)`).join(', ')})`
  })
  const from = `(values ${table.join(', ')}) as t (i, a, b, c)`
  const result = await rows<{ y: number }>(connection, `select ${sql[name]} as y from ${from} order by i`)
  connection.closeSync()
  return result.map(({ y }) => y)
}

const range = (from: number, to: number, step: number) =>
  Array.from({ length: Math.round((to - from) / step) + 1 }, (_, i) => from + i * step)

const furthest = (got: number[], wanted: number[]) =>
  Math.max(...got.map((value, i) => Math.abs(value - (wanted[i] as number))))

test('the normal distribution function agrees with its Taylor series', async () => {
  const x = range(-6, 6, 0.0625)
  expect(
    furthest(
      await values(
        'normal_cdf',
        x.map((a) => [a]),
      ),
      x.map(normalCdf),
    ),
  ).toBeLessThan(1e-13)
})

test.each([
  [0, 0.5],
  [1.959963984540054, 0.025],
  [3, 0.0013498980316300946],
  [5, 2.866515718791939e-7],
  [8, 6.220960574271785e-16],
  [20, 2.7536241186062337e-89],
])('the normal tail at %d has its published value', async (x, wanted) => {
  const [got = Number.NaN] = await values('normal_tail', [[x]])
  expect(Math.abs(got / wanted - 1)).toBeLessThan(1e-7)
})

test('the normal quantile undoes the distribution function', async () => {
  const x = range(-6, 5, 0.0625)
  expect(
    furthest(
      await values(
        'normal_quantile',
        x.map((a) => [normalCdf(a)]),
      ),
      x,
    ),
  ).toBeLessThan(1e-6)
})

test("Student's distribution function agrees with its closed form for whole degrees of freedom", async () => {
  const args = [1, 2, 3, 4, 5, 8, 13, 30, 101, 998].flatMap((df) => range(-12, 12, 0.75).map((t) => [t, df]))
  const wanted = args.map(([t = 0, df = 0]) => studentCdf(t, df))
  expect(furthest(await values('student_t_cdf', args), wanted)).toBeLessThan(1e-7)
})

test("Student's distribution function agrees with quadrature between whole degrees of freedom", async () => {
  const args = [1.01, 1.5, 2.7, 5.5, 17.776, 43.2].flatMap((df) => [0.1, 1, 2.5, 6].map((t) => [t, df]))
  const wanted = args.map(([t = 0, df = 0]) => studentCdfByQuadrature(t, df))
  expect(furthest(await values('student_t_cdf', args), wanted)).toBeLessThan(1e-6)
})

test("Student's p is right in proportion, far out too", async () => {
  const [far = Number.NaN] = await values('student_t_p', [[40, 2]])
  expect(Math.abs(far / (1 - 40 / Math.sqrt(1602)) - 1)).toBeLessThan(1e-6)
})

test("Student's quantile lies where the closed form reaches 97.5 %, within a millionth", async () => {
  const df = [...range(1, 60, 1), 75, 100, 200, 500, 995, 5000]
  const got = await values(
    'student_t_975',
    df.map((n) => [n]),
  )
  got.forEach((t, i) => {
    expect(studentCdf(t - 1e-6, df[i] as number)).toBeLessThan(0.975)
    expect(studentCdf(t + 1e-6, df[i] as number)).toBeGreaterThan(0.975)
  })
})

test.each([
  [1, 12.7062],
  [2, 4.30265],
  [5, 2.57058],
  [10, 2.22814],
  [30, 2.04227],
  [1e9, 1.95996],
])("Student's quantile at %d degrees of freedom has its published value", async (df, wanted) => {
  const [got = Number.NaN] = await values('student_t_975', [[df]])
  expect(got).toBeCloseTo(wanted, 4)
})

test("there is no Student's quantile below one degree of freedom", async () => {
  expect(await values('student_t_975', [[0], [null]])).toEqual([null, null])
})

test('the chi-square tail agrees with its closed form for whole degrees of freedom', async () => {
  const args = [1, 2, 3, 4, 7, 10, 20, 47, 60].flatMap((df) => range(0.5, 80, 2.65).map((x) => [x, df]))
  const wanted = args.map(([x = 0, df = 0]) => (x < 49 || df % 2 === 0 ? chiSquareTail(x, df) : Number.NaN))
  const got = await values('chi_square_tail', args)
  const checked = got.filter((_, i) => !Number.isNaN(wanted[i] as number))
  expect(
    furthest(
      checked,
      wanted.filter((y) => !Number.isNaN(y)),
    ),
  ).toBeLessThan(1e-9)
})

test.each([
  [0, 3, 1],
  [3.841458820694124, 1, 0.05],
  [18.307038053275146, 10, 0.05],
  [1000, 47, 0],
])('the chi-square tail at %d with %d degrees of freedom is published', async (x, df, wanted) => {
  const [got = Number.NaN] = await values('chi_square_tail', [[x, df]])
  expect(got).toBeCloseTo(wanted, 9)
})

test('the logarithm of the gamma function gives factorials and the root of pi', async () => {
  const got = await values('ln_gamma', [[0.5], [1], [2], [5], [11], [60]])
  const factorial = range(1, 59, 1).reduce((sum, k) => sum + Math.log(k), 0)
  const wanted = [Math.log(Math.PI) / 2, 0, 0, Math.log(24), Math.log(3628800), factorial]
  expect(furthest(got, wanted)).toBeLessThan(1e-10)
})

test('the tail of a Poisson count is what its probabilities add up to, and far out right in proportion', async () => {
  const args = [0.05, 0.9, 3, 12, 80].flatMap((mean) => [1, 2, 5, 9].map((k) => [Math.ceil(mean) + k, mean]))
  const got = await values('poisson_tail', args)
  args.forEach(([x = 0, mean = 0], i) => {
    expect(Math.abs((got[i] as number) / poissonTail(x, mean) - 1)).toBeLessThan(1e-9)
  })
})

test('a Poisson tail between whole counts lies between theirs, and a chi-square tail says the same', async () => {
  const [low = 0, between = 0, high = 0] = await values('poisson_tail', [
    [8, 3],
    [7.5, 3],
    [7, 3],
  ])
  expect(between).toBeGreaterThan(low)
  expect(between).toBeLessThan(high)
  expect(1 - between).toBeCloseTo((await values('chi_square_tail', [[6, 15]]))[0] as number, 9)
})

test('an arc goes back to its share, and its ends stay what they are', async () => {
  const shares = [0, 0.01, 0.5, 0.9, 1]
  const arcs = await values(
    'arc_of_share',
    shares.map((share) => [share * 1e6, 1e6]),
  )
  const back = await values(
    'share_of_arc',
    arcs.map((arc) => [arc]),
  )
  expect(furthest(back, shares)).toBeLessThan(1e-6)
  expect(await values('share_of_arc', [[-0.2], [3]])).toEqual([0, 1])
})

// R. G. Newcombe (1998), Statistics in Medicine 17, table I, method 3.
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])("Wilson's interval of %d in %d is the published one", async (successes, n, low, high) => {
  expect((await values('wilson_low', [[successes, n]]))[0]).toBeCloseTo(low, 4)
  expect((await values('wilson_high', [[successes, n]]))[0]).toBeCloseTo(high, 4)
})

test("Wilson's interval is empty without trials and with more successes than trials", async () => {
  expect(
    await values('wilson_low', [
      [0, 0],
      [3, 2],
    ]),
  ).toEqual([null, null])
})

test('the NPS and its margin are those of answers counted as −100, 0 and 100', async () => {
  const answers = [...Array(50).fill(100), ...Array(30).fill(0), ...Array(20).fill(-100)]
  const mean = answers.reduce((a, b) => a + b) / 100
  const variance = answers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 100
  expect(await values('nps_score', [[50, 20, 100]])).toEqual([30])
  expect((await values('nps_margin', [[50, 20, 100]]))[0]).toBeCloseTo(
    1.959964 * Math.sqrt(variance / 100),
    5,
  )
})

test("the margin of a mean is Student's", async () => {
  // 1, 2, 3, 4, 5: standard deviation √2.5, t(4) = 2.776445.
  expect((await values('mean_margin', [[5, 15, 55]]))[0]).toBeCloseTo(2.776445 * Math.sqrt(0.5), 5)
})

test('an annuity discounts each month at its end', async () => {
  const monthly = 1.1 ** (1 / 12)
  const wanted = range(1, 6, 1).reduce((sum, m) => sum + monthly ** -m, 0)
  const [got = 0, undiscounted] = await values('annuity', [
    [6, 0.1],
    [6, 0],
  ])
  expect(got).toBeCloseTo(wanted, 10)
  expect(undiscounted).toBe(6)
})

test('a cost is paid back in the first month that covers it, or never', async () => {
  const args = [
    [1000, 600, 6],
    [1001, 6000, 6],
    [0, -5, 1],
    [10, 0, 1],
    [10, -5, 1],
  ]
  expect((await values('payback_months', args)).map((m) => (m === null ? null : Number(m)))).toEqual([
    10,
    2,
    0,
    null,
    null,
  ])
})
