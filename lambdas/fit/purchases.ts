import { gammaln } from 'simple-statistics'
import type { LogLikelihood, Parameter } from './maximise.ts'

/** Customers alike: their number, purchases after the first, and times in weeks. */
export interface PurchaseCell {
  readonly customers: number
  readonly frequency: number
  /** From the first purchase to the last. */
  readonly recency: number
  /** From the first purchase to the end of the data. */
  readonly age: number
}

const range = { lowest: 1e-4, highest: 100 }

/** At 100 customers differ by a tenth in rates and chances of leaving, and further on nothing changes. */
export const PURCHASE_PARAMETERS: readonly Parameter[] = [
  {
    ...{ name: 'r', start: 0.5, ...range },
    atLowest: 'a few customers make all repeated purchases',
    atHighest: 'customers hardly differ in how often they buy',
  },
  {
    ...{ name: 'alpha', start: 10, lowest: 1e-3, highest: 1e5 },
    atLowest: 'customers buy nearly all the time',
    atHighest: 'hardly anybody buys again',
  },
  {
    ...{ name: 'a', start: 0.5, ...range },
    atLowest: 'hardly anybody leaves',
    atHighest: 'customers hardly differ in whether they leave',
  },
  {
    ...{ name: 'b', start: 1, ...range },
    atLowest: 'nearly everybody leaves after the second purchase',
    atHighest: 'customers hardly differ in whether they leave',
  },
]

/**
 * BG/NBD, Fader, Hardie & Lee (2005), "Counting your customers" the easy way, Marketing Science 24, equation 6: purchases
 * at a rate that is gamma(r, α) over customers, and after each a chance of leaving that is beta(a, b).
 */
export function purchaseLikelihood(cells: readonly PurchaseCell[]): LogLikelihood {
  const byFrequency = [...Map.groupBy(cells, ({ frequency }) => frequency)]
  const [recencies, ages] = [distinct(cells, 'recency'), distinct(cells, 'age')]
  const groups = byFrequency.map(([x, alike]) => ({
    x,
    total: alike.reduce((sum, { customers }) => sum + customers, 0),
    customers: Float64Array.from(alike, ({ customers }) => customers),
    recency: Int32Array.from(alike, ({ recency }) => recencies.get(recency) ?? 0),
    age: Int32Array.from(alike, ({ age }) => ages.get(age) ?? 0),
  }))
  return ([r = 0, alpha = 0, a = 0, b = 0]) => {
    // Times are few and cells many: each time's logarithm is worked out once.
    const logs = (times: ReadonlyMap<number, number>) =>
      Float64Array.from(times.keys(), (time) => Math.log(alpha + time))
    const [sinceLast, sinceFirst] = [logs(recencies), logs(ages)]
    let sum = 0
    for (const { x, total, customers, recency, age } of groups) {
      const common =
        gammaln(r + x) -
        gammaln(r) +
        r * Math.log(alpha) +
        gammaln(a + b) +
        gammaln(b + x) -
        gammaln(b) -
        gammaln(a + b + x)
      const left = x > 0 ? Math.log(a) - Math.log(b + x - 1) : Number.NEGATIVE_INFINITY
      sum += total * common
      for (let i = 0; i < customers.length; i++) {
        const logAge = sinceFirst[age[i] as number] as number
        const gone = left + (r + x) * (logAge - (sinceLast[recency[i] as number] as number))
        sum += (customers[i] as number) * (logOnePlusExp(gone) - (r + x) * logAge)
      }
    }
    return sum
  }
}

/** Also where the exponential is beyond what a number holds. */
const logOnePlusExp = (value: number) => (value > 50 ? value : Math.log1p(Math.exp(value)))

/** Each value, numbered from 0. */
function distinct(cells: readonly PurchaseCell[], name: 'recency' | 'age'): ReadonlyMap<number, number> {
  const values = new Set(cells.map((cell) => cell[name]))
  return new Map([...values].map((value, i) => [value, i]))
}
