export type Value = string | number | boolean | null

/** A row as the engine gives it: large and decimal numbers may be text. */
export type Row = Readonly<Record<string, unknown>>

/** Names and types of columns, of those that DuckDB and Trino know by the same name. */
export type Columns = Readonly<Record<string, 'varchar' | 'double' | 'bigint' | 'boolean' | 'date'>>

/** A table of estimates, as the sources of dbt name it. */
export interface FittedTable {
  readonly name: string
  readonly columns: Columns
}

/** The warehouse that a fit reads from and writes to. */
export interface FitWarehouse {
  /** Where aggregates are, and estimates go: `intermediate`, and what follows it where there are several sets. */
  readonly schema: string
  /** Runs a statement that every engine knows; gives its rows. */
  run(sql: string): Promise<Row[]>
}

/** The schema's name, as dbt's sources have it. */
export const FITTED = 'intermediate'

/** Estimates are few: they stand in a view, which every engine replaces in one step. */
export async function replaceEstimates(
  warehouse: FitWarehouse,
  { name, columns }: FittedTable,
  rows: readonly Readonly<Record<string, Value>>[],
): Promise<void> {
  await warehouse.run(`create or replace view ${warehouse.schema}.${name} as ${valuesSql(columns, rows)}`)
}

function valuesSql(columns: Columns, rows: readonly Readonly<Record<string, Value>>[]): string {
  const shape = Object.entries(columns)
  const literals = (row: Readonly<Record<string, Value>>) =>
    shape.map(([name, type]) => `cast(${quoted(row[name] ?? null)} as ${type})`).join(', ')
  const lines = (rows.length > 0 ? rows : [{}]).map((row) => `(${literals(row)})`)
  const names = Object.keys(columns).join(', ')
  return `select ${names} from (values ${lines.join(', ')}) as t (${names})${rows.length > 0 ? '' : ' where false'}`
}

/** As text, which every engine reads back to the same double. */
const quoted = (value: Value) => (value === null ? 'null' : `'${String(value).replaceAll("'", "''")}'`)
