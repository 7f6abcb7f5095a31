import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll } from 'vitest'
import { fitsOnDuckDb } from '../../cli/warehouse/duckdb.ts'
import { build, compiledModels, rows, temporaryWarehouse } from './dbt.ts'

/** As in a full build, which makes every month anew. */
const EVERY_MONTH = `
  create table intermediate.int_touched_months as
  select unnest(generate_series(date '2000-01-01', date '2039-12-01', interval 1 month))::date as month;
  create table intermediate.int_reached_months as select month, 0 as months_back from intermediate.int_touched_months;`

/** A database in which single models can be run on tables made by hand, for the tests of one file. */
export function useModels() {
  let instance: DuckDBInstance
  let connection: DuckDBConnection
  let models: Awaited<ReturnType<typeof compiledModels>>
  let remove: () => Promise<void>

  beforeAll(async () => {
    const warehouse = await temporaryWarehouse()
    remove = warehouse.remove
    models = await compiledModels(warehouse.folder)
    instance = await DuckDBInstance.create(warehouse.database)
    connection = await instance.connect()
    await connection.run(
      'create schema if not exists intermediate; create schema if not exists marts; create schema if not exists seeds',
    )
    await connection.run('create table intermediate.int_assumptions as select 5e0 as minimum_n')
    await connection.run(EVERY_MONTH)
  })

  afterAll(async () => {
    connection?.closeSync()
    instance?.closeSync()
    await remove()
  })

  return {
    /** Makes a table from a select. */
    table: (name: string, select: string) => connection.run(`create or replace table ${name} as ${select}`),
    /** Makes a schema for tables by hand. */
    schema: (name: string) => connection.run(`create schema if not exists ${name}`),
    /** Runs models, in the order given. */
    build: (...names: string[]) => build(connection, models, names),
    rows: <Row>(sql: string) => rows<Row>(connection, sql),
    /** Where fits read and write. */
    fits: () => fitsOnDuckDb(connection),
  }
}

/** Rows of values, as SQL writes them. */
export const list = (items: readonly (readonly (string | number | boolean | null)[])[]) =>
  items
    .map((item) => `(${item.map((x) => (typeof x === 'string' ? `'${x}'` : String(x))).join(', ')})`)
    .join(', ')
