import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../../cli/warehouse/duckdb.ts'
import { render, temporaryWarehouse } from './dbt.ts'

/** What statsmodels says (test/references/statistics.py), in columns first and second, of a, b and c. */
const REFERENCES = join(import.meta.dirname, '../references/statistics.csv')

const EXPRESSIONS = {
  wilson_low: "wilson_low('a', 'b')",
  wilson_high: "wilson_high('a', 'b')",
  nps_score: "nps_score('a', 'b', 'c')",
  nps_margin: "nps_margin('a', 'b', 'c')",
  place: "false_discovery_rank('c', ['a'], ['b'])",
  adjusted_p: "adjusted_p('c', ['a'], 'place', 'size')",
  normal_975: 'normal_975()',
}

let sql: Record<keyof typeof EXPRESSIONS, string>
let remove: () => Promise<void>
beforeAll(async () => {
  const warehouse = await temporaryWarehouse()
  remove = warehouse.remove
  const parts = Object.entries(EXPRESSIONS).map(([name, call]) => `/*${name}*/ {{ ${call} }}`)
  const text = await render(warehouse.folder, parts.join('/*end*/'))
  const found = [...text.matchAll(/\/\*(\w+)\*\/ ([\s\S]*?)(?=\/\*end\*\/|$)/g)]
  sql = Object.fromEntries(found.map(([, name, expression]) => [name, expression])) as typeof sql
})
afterAll(() => remove())

/** The furthest that an expression over the rows of a statistic lies from what statsmodels says. */
async function furthest(statistic: string, expression: string, expected: string): Promise<number> {
  const cases = `select * from read_csv('${REFERENCES}') where statistic = '${statistic}'`
  const ranked = `select *, ${sql.place} as place, count(*) over (partition by a) as size from (${cases})`
  const compared = `select ${expression} as got, ${expected} as expected, * from (${ranked})`
  const [worst] = await ask<{ n: number; error: number }>(
    `select count(got)::integer as n, max(abs(got - expected)) as error from (${compared})`,
  )
  expect(worst?.n).toBeGreaterThan(3)
  return worst?.error ?? Number.NaN
}

test.each([
  ["the lower end of Wilson's interval", 'wilson', () => sql.wilson_low, 'first'],
  ["the upper end of Wilson's interval", 'wilson', () => sql.wilson_high, 'second'],
  ['the Net Promoter Score', 'nps', () => sql.nps_score, 'first'],
  ['its variance', 'nps', () => `power(${sql.nps_margin} / ${sql.normal_975}, 2)`, 'second'],
  ["Benjamini and Hochberg's adjusted p", 'benjamini_hochberg', () => sql.adjusted_p, 'first'],
])('%s is the one of statsmodels to 1e-9', async (_, statistic, expression, expected) => {
  expect(await furthest(statistic, expression(), expected)).toBeLessThan(1e-9)
})
