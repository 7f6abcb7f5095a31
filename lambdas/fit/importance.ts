import { inverse, Matrix, solve } from 'ml-matrix'

/** Sums over rows of complete values: the number of rows, of each column its sum, of each pair its products. */
export interface CrossProducts {
  readonly n: number
  readonly sums: readonly number[]
  readonly products: readonly (readonly number[])[]
}

/** What one factor has to do with the outcome, beside the others. */
export interface Importance {
  /** Pearson's correlation with the outcome, by itself. */
  readonly correlation: number
  /** Standard deviations of the outcome for one of the factor, all others held. */
  readonly coefficient: number
  /** How much wider the others make the coefficient's variance: 1 where none of them moves with it. */
  readonly varianceInflation: number
  /** Share of the outcome's variance, by Lindeman, Merenda & Gold (1980); the shares add up to R². */
  readonly share: number
}

/**
 * How much of an outcome's variance each of several factors explains. Where factors move together, what one adds depends
 * on which were there before it: this is the mean over all orders (LMG, which is Shapley's value of R²).
 *
 * @param all cross products; the outcome is the last column. At most about 12 factors: it fits every subset of them.
 * @throws RangeError where a column never varies, or is a combination of others
 */
export function importances(all: CrossProducts): Importance[] {
  const correlations = correlationMatrix(all)
  const factors = all.sums.length - 1
  const y = Array.from({ length: factors }, (_, i) => correlations.get(i, factors))
  const x = correlations.subMatrix(0, factors - 1, 0, factors - 1)
  const explained = subsetsExplained(x, y)
  const inverted = inverse(x)
  const coefficients = inverted.mmul(Matrix.columnVector(y)).to1DArray()
  return y.map((correlation, i) => ({
    correlation,
    coefficient: coefficients[i] ?? Number.NaN,
    varianceInflation: inverted.get(i, i),
    share: shapley(explained, i, factors),
  }))
}

function correlationMatrix({ n, sums, products }: CrossProducts): Matrix {
  const covariance = products.map((row, i) =>
    row.map((product, j) => product - ((sums[i] ?? 0) * (sums[j] ?? 0)) / n),
  )
  const deviations = covariance.map((row, i) => Math.sqrt(row[i] ?? 0))
  if (deviations.some((deviation) => !(deviation > 0))) throw new RangeError('a column never varies')
  return new Matrix(
    covariance.map((row, i) => row.map((value, j) => value / ((deviations[i] ?? 1) * (deviations[j] ?? 1)))),
  )
}

/** R² of the regression on each subset of factors; the bits of its place say which. */
function subsetsExplained(x: Matrix, y: readonly number[]): Float64Array {
  const explained = new Float64Array(2 ** y.length)
  for (let subset = 1; subset < explained.length; subset++) {
    const chosen = y.flatMap((_, i) => (subset & (1 << i) ? [i] : []))
    const own = Matrix.columnVector(chosen.map((i) => y[i] ?? 0))
    explained[subset] = own.dot(solve(x.selection(chosen, chosen), own))
  }
  return explained
}

/** Mean of what a factor adds over all orders: a subset of size s comes before it in s! (k − s − 1)! of k! of them. */
function shapley(explained: Float64Array, factor: number, factors: number): number {
  const weights = Array.from({ length: factors }, (_, size) => 1 / (factors * choose(factors - 1, size)))
  let share = 0
  for (let subset = 0; subset < explained.length; subset++) {
    if (subset & (1 << factor)) continue
    const adds = (explained[subset | (1 << factor)] ?? 0) - (explained[subset] ?? 0)
    share += (weights[bits(subset)] ?? 0) * adds
  }
  return share
}

const bits = (subset: number) => subset.toString(2).replaceAll('0', '').length

function choose(n: number, k: number): number {
  let ways = 1
  for (let i = 1; i <= k; i++) ways = (ways * (n - k + i)) / i
  return ways
}
