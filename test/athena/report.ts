import { DuckDBInstance } from '@duckdb/node-api'
import { formatCount } from '../../cli/ui/format.ts'
import type { TrinoPlace } from '../../cli/warehouse/trino/client.ts'
import { compareTables } from './compare.ts'
import { exportMart } from './exported.ts'
import type { Mart } from './marts.ts'

export interface Sides {
  /** The database that DuckDB built, and its marts by dbt's manifest. */
  readonly database: string
  readonly expected: readonly Mart[]
  /** Trino, and its marts by the manifest of its own build. */
  readonly place: TrinoPlace
  readonly actual: readonly Mart[]
  readonly fileOf: (uri: string) => string | Promise<string>
}

export interface Report {
  readonly marts: number
  readonly rows: number
  readonly cells: number
  readonly differences: number
  readonly text: string
}

/** Compares every mart of two builds cell by cell; the text shows the first cells that differ, with both SQL texts. */
export async function compareMarts({ database, expected, place, actual, fileOf }: Sides): Promise<Report> {
  const began = Date.now()
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const total = { marts: 0, rows: 0, cells: 0, differences: 0 }
  const lines: string[] = []
  try {
    await connection.run(`set TimeZone = 'UTC'; attach '${database}' as duckdb (read_only)`)
    for (const mart of expected) {
      await exportMart(connection, place, mart, fileOf)
      const found = await compareTables(
        connection,
        `duckdb.${mart.schema}.${mart.name}`,
        `trino.${mart.name}`,
        mart.key,
      )
      total.marts += 1
      for (const each of ['rows', 'cells', 'differences'] as const) total[each] += found[each]
      const other = actual.find(({ name }) => name === mart.name)
      if (found.differences > 0) lines.push(...described(mart, other, found))
    }
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
  const seconds = ((Date.now() - began) / 1000).toFixed(1)
  const counts = `${formatCount(total.marts, 'mart')} compared, ${formatCount(total.rows, 'row')}, ${formatCount(total.cells, 'cell')}`
  lines.push(`${counts}, ${formatCount(total.differences, 'difference')}, ${seconds} s`)
  return { ...total, text: lines.join('\n') }
}

function described(
  mart: Mart,
  other: Mart | undefined,
  { differences, shown }: Awaited<ReturnType<typeof compareTables>>,
): string[] {
  return [
    `${mart.name}: ${formatCount(differences, 'difference')} between DuckDB (here) and Trino (there)`,
    ...shown.map((each) => `  ${each}`),
    `  SQL on DuckDB:\n${indented(mart.sql)}`,
    `  SQL on Trino:\n${indented(other?.sql ?? 'no such model')}`,
  ]
}

const SQL_SHOWN = 6000

const indented = (sql: string) => sql.trim().slice(0, SQL_SHOWN).replaceAll(/^/gm, '    ')
