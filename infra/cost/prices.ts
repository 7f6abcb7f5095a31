import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import * as z from 'zod'

const Price = z.strictObject({ usd: z.number().positive(), source: z.url(), date: z.iso.date() })
const PriceList = z.strictObject({
  hours_per_month: z.number().positive(),
  prices: z.record(z.string(), Price),
})
const Example = z.record(z.string(), z.number().nonnegative())

const read = (name: string) => parse(readFileSync(join(import.meta.dirname, name), 'utf8'))

/** The dated price list, every price with its source. */
export const priceList = PriceList.parse(read('prices.yml'))

/** A price in US dollars. */
export function usd(name: string): number {
  const price = priceList.prices[name]
  if (price) return price.usd
  throw new Error(`infra/cost/prices.yml has no price ${name}.`)
}

const example = Example.parse(read('example.yml'))

/** A figure of the worked example. */
export function given(name: string): number {
  const value = example[name]
  if (value !== undefined) return value
  throw new Error(`infra/cost/example.yml has no figure ${name}.`)
}
