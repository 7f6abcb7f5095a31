import { type CrossProducts, type Importance, importances } from './importance.ts'
import { type FitWarehouse, type Row, replaceEstimates } from './warehouse.ts'

/** Where the models of sql/ read what scores move with. */
export const SCORE_DRIVERS = {
  name: 'fitted_score_drivers',
  columns: {
    metric: 'varchar',
    factor: 'varchar',
    store_quarters: 'bigint',
    correlation: 'double',
    coefficient: 'double',
    coefficient_low: 'double',
    coefficient_high: 'double',
    variance_inflation: 'double',
    share: 'double',
    share_low: 'double',
    share_high: 'double',
    r_squared: 'double',
    reason: 'varchar',
  },
} as const

type Driver = { readonly [column in keyof typeof SCORE_DRIVERS.columns]: string | number | null }

/** Rows for each factor below which a regression says little. */
const ROWS_PER_FACTOR = 10

/** The outcome's name among the factors: it stands last. */
const OUTCOME = ''

/** What each score moves with, from sums by groups of stores. A score that cannot be explained has its reason. */
export async function fitDrivers(warehouse: FitWarehouse): Promise<Driver[]> {
  const moments = await warehouse.run(
    `select metric, fold, factor, other_factor, n, total, product from ${warehouse.schema}.int_score_moments
     order by metric, fold, factor, other_factor`,
  )
  const metrics = [...Map.groupBy(moments, ({ metric }) => String(metric))]
  const drivers = metrics.flatMap(([metric, rows]) => driversOf(metric, rows))
  await replaceEstimates(warehouse, SCORE_DRIVERS, drivers)
  return drivers
}

function driversOf(metric: string, rows: readonly Row[]): Driver[] {
  const factors = [...new Set(rows.map(({ factor }) => String(factor)))].filter((name) => name !== OUTCOME)
  const names = [...factors, OUTCOME]
  const folds = [...Map.groupBy(rows, ({ fold }) => Number(fold)).values()].map((part) =>
    crossProducts(part, names),
  )
  const all = folds.reduce((sum, fold) => combined(sum, fold, 1))
  const about = (factor: string) => ({ metric, factor, store_quarters: all.n })
  if (all.n < ROWS_PER_FACTOR * names.length)
    return factors.map((factor) => ({
      ...about(factor),
      ...nothing(`fewer than ${ROWS_PER_FACTOR} stores and quarters a factor`),
    }))
  try {
    const whole = importances(all)
    const without = folds.map((fold) => importances(combined(all, fold, -1)))
    const rSquared = whole.reduce((sum, { share }) => sum + share, 0)
    return factors.map((factor, i) => ({
      ...about(factor),
      ...estimates(whole, without, i),
      r_squared: rSquared,
      reason: null,
    }))
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return factors.map((factor) => ({ ...about(factor), ...nothing(error.message) }))
  }
}

const nothing = (reason: string) => ({
  correlation: null,
  coefficient: null,
  coefficient_low: null,
  coefficient_high: null,
  variance_inflation: null,
  share: null,
  share_low: null,
  share_high: null,
  r_squared: null,
  reason,
})

function estimates(whole: Importance[], without: Importance[][], place: number) {
  const { correlation = 0, coefficient = 0, varianceInflation = 0, share = 0 } = whole[place] ?? {}
  const margin = (of: 'coefficient' | 'share') =>
    jackknifeMargin(without.map((each) => each[place]?.[of] ?? Number.NaN))
  return {
    correlation,
    coefficient,
    coefficient_low: coefficient - margin('coefficient'),
    coefficient_high: coefficient + margin('coefficient'),
    variance_inflation: varianceInflation,
    share,
    share_low: Math.max(share - margin('share'), 0),
    share_high: Math.min(share + margin('share'), 1),
  }
}

/** Student's 97.5 % quantile of 19 degrees of freedom: there are twenty groups of stores. */
const T_975 = 2.093024054408263

/** Half of a 95 % interval by leaving out one group of stores at a time (the delete-a-group jackknife, Kott 2001). */
function jackknifeMargin(left: readonly number[]): number {
  const mean = left.reduce((sum, value) => sum + value, 0) / left.length
  const spread = left.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return T_975 * Math.sqrt(((left.length - 1) / left.length) * spread)
}

function crossProducts(rows: readonly Row[], names: readonly string[]): CrossProducts {
  const place = new Map(names.map((name, i) => [name, i]))
  const sums = names.map(() => 0)
  const products = names.map(() => names.map(() => 0))
  for (const { factor, other_factor, total, product } of rows) {
    const [i = 0, j = 0] = [place.get(String(factor)), place.get(String(other_factor))]
    sums[i] = Number(total)
    ;(products[i] as number[])[j] = Number(product)
  }
  return { n: Number(rows[0]?.n), sums, products }
}

const combined = (a: CrossProducts, b: CrossProducts, sign: 1 | -1): CrossProducts => ({
  n: a.n + sign * b.n,
  sums: a.sums.map((value, i) => value + sign * (b.sums[i] ?? 0)),
  products: a.products.map((row, i) => row.map((value, j) => value + sign * (b.products[i]?.[j] ?? 0))),
})
