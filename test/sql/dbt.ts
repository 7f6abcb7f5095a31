import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { execa } from 'execa'
import { fitsOnDuckDb } from '../../cli/warehouse/duckdb.ts'
import { contracts } from '../../contracts/index.ts'
import { rawColumns } from '../../contracts/table.ts'
import { clearFits } from '../../lambdas/fit/fit.ts'

const root = join(import.meta.dirname, '..', '..')

/** A folder with a database `test.duckdb` for dbt to work on; remove it when done. */
export async function temporaryWarehouse() {
  const folder = await mkdtemp(join(tmpdir(), 'cx-sql-'))
  return {
    folder,
    database: join(folder, 'test.duckdb'),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Runs dbt on the project and gives what it printed. Throws with its output where it fails. */
export async function dbt(folder: string, args: string[]): Promise<string> {
  const project = join(root, 'sql')
  const places = ['--project-dir', project, '--profiles-dir', project, '--target', 'duckdb']
  const output = ['--target-path', join(folder, 'target'), '--log-path', join(folder, 'logs')]
  const { stdout } = await execa(join(root, '.venv', 'bin', 'dbt'), [...args, ...places, ...output], {
    env: {
      CX_DUCKDB_PATH: join(folder, 'test.duckdb'),
      CX_THREADS: '2',
      DBT_SEND_ANONYMOUS_USAGE_STATS: 'false',
    },
  })
  return stdout
}

/** The SQL that a template renders to, macros and all. */
export async function render(folder: string, template: string): Promise<string> {
  return dbt(folder, ['--quiet', 'compile', '--inline', template])
}

/** Every model's SQL and schema, by name. */
export async function compiledModels(folder: string): Promise<Map<string, { schema: string; sql: string }>> {
  await dbt(folder, ['--quiet', 'compile', '--select', 'resource_type:model'])
  const models = join(folder, 'target', 'compiled', 'cx_warehouse', 'models')
  const files = (await readdir(models, { recursive: true })).filter(
    (file) => file.endsWith('.sql') && !file.includes('.yml'),
  )
  const read = files.map(async (file) => {
    const schema = file.split('/')[0] ?? ''
    return [basename(file, '.sql'), { schema, sql: await readFile(join(models, file), 'utf8') }] as const
  })
  return new Map(await Promise.all(read))
}

/** Builds models, in the order given, from tables that are already there. */
export async function build(
  connection: DuckDBConnection,
  models: Map<string, { schema: string; sql: string }>,
  names: string[],
): Promise<void> {
  for (const name of names) {
    const model = models.get(name)
    if (!model) throw new Error(`There is no model ${name}.`)
    await connection.run(`create schema if not exists ${model.schema}`)
    await connection.run(`create or replace table ${model.schema}.${name} as ${model.sql}`)
  }
}

/** Empty tables of all extracts and the ledger in the schema `raw`. */
export async function emptyRaw(connection: DuckDBConnection): Promise<void> {
  await connection.run('create schema raw')
  for (const contract of contracts) {
    const columns = rawColumns(contract, 'duckdb').map(({ name, type }) => `"${name}" ${type}`)
    await connection.run(`create table raw.${contract.name} (${columns.join(', ')}, landed_on date)`)
  }
  await connection.run(
    `create table raw.ledger (file_id varchar, extract varchar, file varchar, landed_at timestamp,
       received bigint, landed bigint, quarantined bigint, duplicates bigint)`,
  )
  await clearFits(fitsOnDuckDb(connection))
}

export async function rows<Row>(connection: DuckDBConnection, sql: string): Promise<Row[]> {
  return (await connection.runAndReadAll(sql)).getRowObjectsJson() as Row[]
}
