import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { FITTED, type FitWarehouse } from '../../lambdas/fit/warehouse.ts'

/** Opens a database for a piece of work and closes it after. */
export async function withDatabase<T>(
  path: string,
  work: (connection: DuckDBConnection) => Promise<T>,
  options: Record<string, string> = {},
): Promise<T> {
  const instance = await DuckDBInstance.create(path, options)
  const connection = await instance.connect()
  try {
    await connection.run("set TimeZone = 'UTC'")
    return await work(connection)
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/** The rows of a query, in memory or on a database that is only read. Decimals and large integers come as text. */
export async function ask<Row>(sql: string, database?: string): Promise<Row[]> {
  const options = database ? { access_mode: 'READ_ONLY' } : {}
  return withDatabase(
    database ?? ':memory:',
    async (connection) => (await connection.runAndReadAll(sql)).getRowObjectsJson() as Row[],
    options,
  )
}

/** A database that fits read from and write to. */
export const fitsOnDuckDb = (connection: DuckDBConnection): FitWarehouse => ({
  schema: FITTED,
  async run(sql) {
    await connection.run(`create schema if not exists ${FITTED}`)
    return (await connection.runAndReadAll(sql)).getRowObjectsJson()
  },
})
