import { basename } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { identifier } from '../../../contracts/bulk.ts'
import type { Contract } from '../../../contracts/index.ts'
import { matchHeader } from '../header.ts'
import { literalPath } from '../literal-path.ts'
import type { Source } from './source.ts'

/** A Parquet file. Cells go through text, so that one contract judges every format; UTC instants carry their offset. */
export async function parquetSource(
  connection: DuckDBConnection,
  file: string,
  contract: Contract,
): Promise<Source> {
  const relation = `read_parquet(${literalPath(file)}, hive_partitioning = false, binary_as_string = true)`
  const reader = await connection.runAndReadAll(`describe select * from ${relation}`)
  const found = reader.getRowObjects().map(({ column_name }) => String(column_name))
  const header = matchHeader(basename(file), contract, found)
  const cells = found.map(
    (name, index) => `cast(${identifier(name)} as varchar) as ${identifier(header.columns[index] ?? name)}`,
  )
  const rows = `select ${cells.join(', ')} from ${relation}`
  return { name: basename(file), header, rows: () => rows, tolerantRows: rows }
}
