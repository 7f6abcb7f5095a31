import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compareTables } from './compare.ts'

let instance: DuckDBInstance
let connection: DuckDBConnection

beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:')
  connection = await instance.connect()
})

afterAll(() => {
  connection.closeSync()
  instance.closeSync()
})

/** Compares two selects that share the key `k`. */
async function compare(expected: string, actual: string) {
  await connection.run(`create or replace table l as ${expected}; create or replace table r as ${actual}`)
  return compareTables(connection, 'l', 'r', ['k'])
}

test.each([
  ['text in its case', "select 1 as k, 'a' as v", "select 1 as k, 'A' as v", 'v of [1]: a here, A there'],
  ['a date', "select 1 as k, date '2025-01-31' as v", "select 1 as k, date '2025-01-30' as v", 'v of [1]'],
  ['a count', 'select 1 as k, 5 as v', 'select 1 as k, 6 as v', 'v of [1]: 5 here, 6 there'],
  ['a hundredth of a cent', 'select 1 as k, 1.0000 as v', 'select 1 as k, 1.0001 as v', 'v of [1]'],
  ['the ninth digit of a double', 'select 1 as k, 1e0 as v', 'select 1 as k, 1.00000001e0 as v', 'v of [1]'],
  ['a null for a double', 'select 1 as k, 1e0 as v', 'select 1 as k, null::double as v', 'v of [1]'],
  ['infinity for a double', 'select 1 as k, 1e0 as v', "select 1 as k, 'inf'::double as v", 'v of [1]'],
  [
    'the scale of an amount',
    'select 1 as k, 1.00 as v',
    'select 1 as k, 1.0000 as v',
    'column v: decimal of scale 2',
  ],
  ['a decimal for a double', 'select 1 as k, 1e0 as v', 'select 1 as k, 1.0 as v', 'column v: double here'],
  [
    'a missing column',
    'select 1 as k, 2 as v',
    'select 1 as k',
    'column v: whole number here, no such column',
  ],
  ['a missing row', 'from (values (1), (2)) as t (k)', 'select 1 as k', 'row [2] is here only'],
  ['a row too many', 'select 1 as k', 'from (values (1), (null)) as t (k)', 'row [] is there only'],
])('finds %s', async (_, expected, actual, message) => {
  const { differences, shown } = await compare(expected, actual)
  expect(differences).toBeGreaterThan(0)
  expect(shown.join('\n')).toContain(message)
})

test('takes doubles of another order of addition, nulls and wider whole numbers as equal', async () => {
  const expected =
    "select k::int as k, 0.1e0 + 0.2e0 + 0.3e0 as v, null::text as w, 'nan'::double as x from range(3) as t (k)"
  const actual =
    "select k, 0.3e0 + 0.2e0 + 0.1e0 as v, null::text as w, 'nan'::double as x from range(3) as t (k)"
  expect(await compare(expected, actual)).toEqual({ rows: 3, cells: 12, differences: 0, shown: [] })
})
