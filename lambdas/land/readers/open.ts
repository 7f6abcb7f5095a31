import type { DuckDBConnection } from '@duckdb/node-api'
import type { Contract } from '../../../contracts/index.ts'
import { asUtf8 } from '../encoding.ts'
import { formatOf } from '../format.ts'
import { csvSource } from './csv.ts'
import { jsonSource } from './json.ts'
import { parquetSource } from './parquet.ts'
import type { Source } from './source.ts'

/** Opens a file as its name and first bytes say; `scratch` is for what has to be written of it. Throws a LandingError where it cannot be this extract. */
export async function openSource(
  connection: DuckDBConnection,
  file: string,
  contract: Contract,
  scratch: string,
): Promise<Source> {
  const format = await formatOf(file)
  if (format.format === 'parquet') return parquetSource(connection, file, contract)
  const text = await asUtf8(file, format, scratch)
  if (format.format === 'csv') return csvSource(text, contract)
  return jsonSource(connection, text, contract)
}
