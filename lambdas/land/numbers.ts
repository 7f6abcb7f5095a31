import type { DuckDBConnection } from '@duckdb/node-api'

/** The first row of what a statement gives, as numbers; of a COPY, how many rows it wrote. */
export async function numbers(connection: DuckDBConnection, sql: string): Promise<number[]> {
  const reader = await connection.runAndReadAll(sql)
  return (reader.getRows()[0] ?? []).map(Number)
}
