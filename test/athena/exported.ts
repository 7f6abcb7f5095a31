import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { runOnTrino, type TrinoPlace } from '../../cli/warehouse/trino/client.ts'
import { identifier } from '../../contracts/bulk.ts'
import { quote } from '../../contracts/columns/kind.ts'
import type { Mart } from './marts.ts'

/**
 * Makes a mart that Trino built a view of DuckDB's, `trino.<mart>`. Trino writes it as files once more, because the
 * files of an Iceberg table hold deleted rows, too. `fileOf` turns Trino's name of a file into one that DuckDB opens.
 */
export async function exportMart(
  connection: DuckDBConnection,
  place: TrinoPlace,
  { schema, name }: Mart,
  fileOf: (uri: string) => string | Promise<string>,
): Promise<void> {
  const ask = (sql: string) => runOnTrino(place, sql)
  await ask('create schema if not exists compared')
  await ask(`drop table if exists compared.${name}`)
  await ask(`create table compared.${name} as select * from ${schema}.${name}`)
  const { rows } = await ask(`select file_path from compared."${name}$files"`)
  const files = await Promise.all(rows.map(([uri]) => fileOf(String(uri))))
  await connection.run('create schema if not exists trino')
  const shape = await emptyLike(place, name)
  const written = `select * from read_parquet([${files.map(quote).join(', ')}])`
  await connection.run(`create or replace view trino.${name} as ${files.length > 0 ? written : shape}`)
}

/** The columns of a table without a file, as a select of DuckDB's. */
async function emptyLike(place: TrinoPlace, name: string): Promise<string> {
  const { rows } = await runOnTrino(place, `describe compared.${name}`)
  const columns = rows.map(([column, type]) => {
    const known = String(type).replace(/^timestamp\(6\)$/, 'timestamp')
    return `cast(null as ${known}) as ${identifier(String(column))}`
  })
  return `select ${columns.join(', ')} where false`
}

/** For a Trino whose local file system begins at `folder`. */
export const localFile = (folder: string) => (uri: string) => join(folder, uri.replace(/^local:\/\//, ''))
