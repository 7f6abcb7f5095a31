import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { identifier } from '../../contracts/bulk.ts'
import { quote } from '../../contracts/columns/kind.ts'
import { type Contract, contracts } from '../../contracts/index.ts'
import { rawColumns } from '../../contracts/table.ts'
import type { FolderLake } from '../../lambdas/land/folder-lake.ts'

/** Creates the schema `raw`, anew where there is one: a view over each extract's landed files, typed as its contract says, and the ledger. */
export async function createRawTables(connection: DuckDBConnection, lake: FolderLake): Promise<void> {
  await connection.run('create schema if not exists raw')
  const keys = await lake.list('raw')
  for (const contract of contracts) {
    const landed = keys.some((key) => key.startsWith(`raw/${contract.name}/`))
    const select = landed ? await landedRows(connection, lake, contract) : noRows(contract)
    await connection.run(`create or replace view raw.${identifier(contract.name)} as ${select}`)
  }
  await createLedger(connection, lake)
}

async function landedRows(
  connection: DuckDBConnection,
  lake: FolderLake,
  contract: Contract,
): Promise<string> {
  const glob = quote(join(lake.folder, 'raw', contract.name, '*', '*.parquet'))
  const files = `read_parquet(${glob}, union_by_name = true, hive_partitioning = true, hive_types = {'landed_on': date})`
  const reader = await connection.runAndReadAll(`describe select * from ${files}`)
  const present = new Set(reader.getRowObjects().map(({ column_name }) => column_name))
  // Files that landed before a contract gained a column do not have it.
  const columns = rawColumns(contract, 'duckdb').map(({ name, type }) => {
    const value = present.has(name) ? identifier(name) : 'null'
    return `cast(${value} as ${type}) as ${identifier(name)}`
  })
  return `select ${columns.join(', ')}, landed_on from ${files}`
}

function noRows(contract: Contract): string {
  const columns = rawColumns(contract, 'duckdb').map(
    ({ name, type }) => `cast(null as ${type}) as ${identifier(name)}`,
  )
  return `select ${columns.join(', ')}, cast(null as date) as landed_on where false`
}

export const LEDGER = {
  file_id: 'varchar',
  extract: 'varchar',
  file: 'varchar',
  landed_at: 'timestamp',
  received: 'bigint',
  landed: 'bigint',
  quarantined: 'bigint',
  duplicates: 'bigint',
}

/** The ledger as a table: the build sees the files that had landed when it began, and no others. */
async function createLedger(connection: DuckDBConnection, lake: FolderLake): Promise<void> {
  const shape = Object.entries(LEDGER)
  await connection.run(
    `create or replace table raw.ledger (${shape.map(([name, type]) => `${identifier(name)} ${type}`).join(', ')})`,
  )
  if ((await lake.list('ledger')).length === 0) return
  const columns = shape.map(
    ([name, type]) => `${quote(name)}: ${quote(type === 'timestamp' ? 'timestamptz' : type)}`,
  )
  await connection.run(
    `insert into raw.ledger select ${shape.map(([name]) => identifier(name)).join(', ')}
     from read_json(${quote(join(lake.folder, 'ledger', '*', '*.json'))}, columns = {${columns.join(', ')}})`,
  )
}
