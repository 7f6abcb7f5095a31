import type { DuckDBConnection } from '@duckdb/node-api'
import { identifier } from '../../contracts/bulk.ts'

/** Doubles may differ by this much of the larger one: engines add up in different orders. */
const RELATIVE = '1e-9'
const SHOWN = 5

export interface Comparison {
  readonly rows: number
  readonly cells: number
  /** Cells that differ; a row that only one side has counts as one. */
  readonly differences: number
  /** The first differences, in words. */
  readonly shown: readonly string[]
}

interface Side {
  readonly columns: ReadonlyMap<string, string>
}

/** Compares two tables of one DuckDB connection row by row and cell by cell. */
export async function compareTables(
  connection: DuckDBConnection,
  expected: string,
  actual: string,
  key: readonly string[],
): Promise<Comparison> {
  const [left, right] = [await describe(connection, expected), await describe(connection, actual)]
  const shape = shapeDifferences(left, right)
  const columns = [...left.columns.keys()].filter((name) => right.columns.has(name))
  const joined = join(expected, actual, key)
  const counted = columns.map((name) => `count(*) filter (where both_here and ${differ(name, left)})`)
  const [totals = []] = await rowsOf(
    connection,
    `select count(*), count(*) filter (where not both_here), ${counted.join(', ')} from (${joined})`,
  )
  const [rows = 0, alone = 0, ...byColumn] = totals.map(Number)
  const differing = columns.filter((_, index) => byColumn[index])
  const examples = await Promise.all([
    alone > 0 ? lonelyRows(connection, joined, key) : [],
    ...differing.map((name) => differingCells(connection, joined, key, name, left)),
  ])
  return {
    rows,
    cells: rows * columns.length,
    differences: shape.length + alone + byColumn.reduce((sum, each) => sum + each, 0),
    shown: [...shape, ...examples.flat()],
  }
}

async function describe(connection: DuckDBConnection, table: string): Promise<Side> {
  const rows = await rowsOf(connection, `select column_name, column_type from (describe ${table})`)
  return { columns: new Map(rows.map(([name, type]) => [String(name), familyOf(String(type))])) }
}

/** Whole numbers of all widths are one family; decimals are not, because their scale rounds. */
function familyOf(type: string): string {
  if (/^(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT|UBIGINT)$/.test(type)) return 'whole number'
  if (/^(FLOAT|DOUBLE)$/.test(type)) return 'double'
  return type.replace(/^DECIMAL\(\d+,(\d+)\)$/, 'decimal of scale $1').toLowerCase()
}

function shapeDifferences(left: Side, right: Side): string[] {
  const names = new Set([...left.columns.keys(), ...right.columns.keys()])
  return [...names].flatMap((name) => {
    const [expected = 'no such column', actual = 'no such column'] = [
      left.columns.get(name),
      right.columns.get(name),
    ]
    return expected === actual ? [] : [`column ${name}: ${expected} here, ${actual} there`]
  })
}

const join = (expected: string, actual: string, key: readonly string[]) => {
  const on = key.map(
    (name) => `l.${identifier(unquoted(name))} is not distinct from r.${identifier(unquoted(name))}`,
  )
  return `select l, r, l is not null and r is not null as both_here
    from (select t as l from ${expected} as t) full join (select t as r from ${actual} as t)
    on ${on.join(' and ')}`
}

const unquoted = (name: string) => name.replaceAll('"', '')

function differ(name: string, { columns }: Side): string {
  const [a, b] = [`l.${identifier(name)}`, `r.${identifier(name)}`]
  if (columns.get(name) !== 'double') return `(${a} is distinct from ${b})`
  const far = `abs(${a} - ${b}) > ${RELATIVE} * greatest(abs(${a}), abs(${b}))`
  return `(${a} is distinct from ${b} and (${a} is null or ${b} is null or ${far} or not isfinite(${a} - ${b})))`
}

const keyText = (key: readonly string[]) =>
  key.map((name) => `coalesce(l.${identifier(unquoted(name))}, r.${identifier(unquoted(name))})::varchar`)

async function differingCells(
  connection: DuckDBConnection,
  joined: string,
  key: readonly string[],
  name: string,
  left: Side,
): Promise<string[]> {
  const cells = await rowsOf(
    connection,
    `select concat_ws(' ', ${keyText(key).join(', ')}) as k, l.${identifier(name)}::varchar, r.${identifier(name)}::varchar
     from (${joined}) where both_here and ${differ(name, left)} order by k limit ${SHOWN}`,
  )
  return cells.map(([row, here, there]) => `${name} of [${row}]: ${here} here, ${there} there`)
}

async function lonelyRows(
  connection: DuckDBConnection,
  joined: string,
  key: readonly string[],
): Promise<string[]> {
  const rows = await rowsOf(
    connection,
    `select concat_ws(' ', ${keyText(key).join(', ')}) as k, l is not null
     from (${joined}) where not both_here order by k limit ${SHOWN}`,
  )
  return rows.map(([row, isHere]) => `row [${row}] is ${isHere ? 'here' : 'there'} only`)
}

const rowsOf = async (connection: DuckDBConnection, sql: string) =>
  (await connection.runAndReadAll(sql)).getRowsJson()
