import type { DuckDBConnection } from '@duckdb/node-api'
import type { Contract } from '../../../contracts/index.ts'
import { formatOf, requireWhole } from '../format.ts'
import { csvSource } from './csv.ts'
import { jsonSource } from './json.ts'
import { parquetSource } from './parquet.ts'
import type { Source } from './source.ts'

/** Opens a file as its name and first bytes say. Throws a LandingError where it cannot be this extract. */
export async function openSource(
  connection: DuckDBConnection,
  file: string,
  contract: Contract,
): Promise<Source> {
  const format = await formatOf(file)
  await requireWhole(file, format)
  if (format.format === 'csv') return csvSource(file, contract, format)
  if (format.format === 'json') return jsonSource(connection, file, contract, format)
  return parquetSource(connection, file, contract)
}
