import { gammaln } from 'simple-statistics'
import type { LogLikelihood, Parameter } from './maximise.ts'

/** Customers alike: their number, purchases after the first, and what one such purchase was worth on the mean. */
export interface SpendCell {
  readonly customers: number
  readonly frequency: number
  readonly value: number
}

const range = { lowest: 1e-3, highest: 1000 }

/** γ has the unit of values, which are about 1. */
export const SPEND_PARAMETERS: readonly Parameter[] = [
  {
    ...{ name: 'p', start: 2, ...range },
    atLowest: "a customer's purchases differ without measure",
    atHighest: "a customer's purchases hardly differ in value",
  },
  {
    ...{ name: 'q', start: 4, ...range },
    atLowest: 'customers differ without measure in what they spend',
    atHighest: 'customers hardly differ in what they spend',
  },
  {
    ...{ name: 'gamma', start: 1.5, lowest: 1e-5, highest: 1e5 },
    atLowest: 'customers differ without measure in what they spend',
    atHighest: 'customers hardly differ in what they spend',
  },
]

/**
 * Gamma–Gamma, Fader & Hardie (2013), The gamma-gamma model of monetary value, equation 1a: values of purchases are
 * gamma(p, ν), and ν is gamma(q, γ) over customers.
 */
export function spendLikelihood(cells: readonly SpendCell[]): LogLikelihood {
  const byFrequency = [...Map.groupBy(cells, ({ frequency }) => frequency)]
  return ([p = 0, q = 0, gamma = 0]) => {
    let total = 0
    for (const [x, alike] of byFrequency) {
      const common =
        gammaln(p * x + q) - gammaln(p * x) - gammaln(q) + q * Math.log(gamma) + p * x * Math.log(x)
      for (const { customers, value } of alike) {
        const own = (p * x - 1) * Math.log(value) - (p * x + q) * Math.log(gamma + x * value)
        total += customers * (common + own)
      }
    }
    return total
  }
}
