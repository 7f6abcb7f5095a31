import { identifier } from '../../../contracts/bulk.ts'
import { type Contract, contracts } from '../../../contracts/index.ts'
import { rawColumns } from '../../../contracts/table.ts'
import type { Lake } from '../../../lambdas/land/lake.ts'
import { LEDGER } from '../raw-tables.ts'
import { runOnTrino, type TrinoPlace } from './client.ts'

/** Creates the schema `raw`: an external table over each extract's landed files, and the ledger as it is now. */
export async function createRawTablesOnTrino(place: TrinoPlace, lake: Lake): Promise<void> {
  const keys = await lake.list('raw')
  const landed = (name: string) => keys.some((key) => key.startsWith(`raw/${name}/`))
  const run = (sql: string) => runOnTrino(place, sql)
  await run('create schema if not exists raw')
  for (const contract of contracts) {
    for (const sql of landed(contract.name) ? landedRows(place, contract) : noRows(contract)) await run(sql)
  }
  for (const sql of ledger(place)) await run(sql)
}

/** Statements for a table over an extract's files. Dropping an external table leaves its files alone. */
function landedRows({ lakeCatalog, lakeLocation }: TrinoPlace, contract: Contract): string[] {
  const table = `${lakeCatalog}.raw.${identifier(contract.name)}`
  const columns = [...columnsOf(contract), 'landed_on date'].join(', ')
  return [
    `drop table if exists raw.${identifier(contract.name)}`,
    `create table ${table} (${columns}) with (external_location = '${lakeLocation}/raw/${contract.name}', ` +
      `format = 'PARQUET', partitioned_by = array['landed_on'])`,
    `call ${lakeCatalog}.system.sync_partition_metadata('raw', '${contract.name}', 'FULL')`,
  ]
}

const noRows = (contract: Contract) => [
  `drop table if exists raw.${identifier(contract.name)}`,
  `create table raw.${identifier(contract.name)} (${[...columnsOf(contract), 'landed_on date'].join(', ')})`,
]

/** Both engines keep microseconds, and Trino has no other word for it. */
const trinoType = (type: string) => (type === 'timestamp' ? 'timestamp(6)' : type)

const columnsOf = (contract: Contract) =>
  rawColumns(contract, 'duckdb').map(({ name, type }) => `${identifier(name)} ${trinoType(type)}`)

/** Statements for a table over the ledger's files, whose times are text. */
function ledger({ lakeCatalog, lakeLocation }: TrinoPlace): string[] {
  const columns = Object.entries(LEDGER).map(
    ([name, type]) => `${identifier(name)} ${type === 'timestamp' ? 'varchar' : type}`,
  )
  return [
    'drop table if exists raw.ledger',
    `create table ${lakeCatalog}.raw.ledger (${columns.join(', ')}) ` +
      `with (external_location = '${lakeLocation}/ledger', format = 'JSON')`,
  ]
}
