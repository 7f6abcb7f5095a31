import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

const sqlFolder = join(import.meta.dirname, 'sql')

/** What a DuckDB variable of the sample may hold. */
export type Variable = number | string | readonly number[]

/** A DuckDB of its own in memory, with what the generator needs to say. */
export type Engine = {
  /** Runs one of the files in `sql/`. */
  runFile: (name: string) => Promise<void>
  run: (sql: string) => Promise<void>
  /** All rows, JSON-like; counts come as strings. */
  rows: (sql: string) => Promise<Record<string, unknown>[]>
  /** Number of rows of a table. */
  count: (table: string) => Promise<number>
  /** What the SQL reads with `getvariable`. */
  setVariables: (variables: Record<string, Variable>) => Promise<void>
  close: () => void
}

/** A path or other text as an SQL literal. */
export const text = (value: string) => `'${value.replaceAll("'", "''")}'`

const literal = (value: Variable): string => {
  if (typeof value === 'string') return text(value)
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : `${value}::double`
  return `[${value.map(literal).join(', ')}]`
}

const engineOn = (connection: DuckDBConnection, instance: DuckDBInstance): Engine => {
  const run = async (sql: string) => {
    await connection.run(sql)
  }
  const rows = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson()

  return {
    run,
    rows,
    runFile: async (name) => run(await readFile(join(sqlFolder, `${name}.sql`), 'utf8')),
    count: async (table) => Number((await rows(`select count(*) as n from ${table}`))[0]?.n),
    setVariables: (variables) =>
      run(
        Object.entries(variables)
          .map(([name, value]) => `set variable ${name} = ${literal(value)};`)
          .join('\n'),
      ),
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

/** Opens the engine. `preserve_insertion_order` keeps sorted tables sorted when they are written. */
export const openEngine = async (): Promise<Engine> => {
  const instance = await DuckDBInstance.create(':memory:', { preserve_insertion_order: 'true' })
  const engine = engineOn(await instance.connect(), instance)
  await engine.run("set timezone = 'UTC'")
  await engine.setVariables({ sql_folder: sqlFolder })
  return engine
}
