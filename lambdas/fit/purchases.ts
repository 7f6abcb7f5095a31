import { gammaln } from 'simple-statistics'
import type { LogLikelihood, Parameter } from './maximise.ts'

/** Customers alike: their number, purchases after the first, and times in weeks, on the mean over them. */
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
  return ([r = 0, alpha = 0, a = 0, b = 0]) => {
    let total = 0
    for (const [x, alike] of byFrequency) {
      const common =
        gammaln(r + x) -
        gammaln(r) +
        r * Math.log(alpha) +
        gammaln(a + b) +
        gammaln(b + x) -
        gammaln(b) -
        gammaln(a + b + x)
      const left = x > 0 ? Math.log(a) - Math.log(b + x - 1) : Number.NEGATIVE_INFINITY
      for (const { customers, recency, age } of alike) {
        const there = -(r + x) * Math.log(alpha + age)
        const gone = x > 0 ? Math.exp(left - (r + x) * Math.log(alpha + recency) - there) : 0
        total += customers * (common + there + Math.log1p(gone))
      }
    }
    return total
  }
}
