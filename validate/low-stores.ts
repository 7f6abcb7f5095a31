import { join } from 'node:path'
import { ask, withDatabase } from '../cli/warehouse/duckdb.ts'
import { runModels } from '../cli/warehouse/models.ts'
import { makePanel, type World } from './world.ts'

/** Of the stores to act on in the last month before the start, by length of the window in months. */
export interface LowStoreFigures {
  readonly window_months: number
  /** Of those flagged: the share that is low. Null where none is flagged. */
  readonly precision: number | null
  /** Of those that are low: the share flagged. Null where none is low. */
  readonly recall: number | null
  /** Stores flagged, per run. */
  readonly flags: number
}

/** The rule for low stores on one world, in which nobody acts. Works in `folder`, which must be there. */
export async function validateLowStores(folder: string, world: World): Promise<LowStoreFigures[]> {
  const database = join(folder, 'low-stores.duckdb')
  await withDatabase(database, async (connection) => {
    await makePanel(connection, { ...world, treated: 0 })
    await connection.run(INPUTS)
  })
  await runModels({
    database,
    workFolder: join(folder, 'dbt'),
    select: ['path:models/intermediate/watch', 'watch_low_stores'],
  })
  return ask<LowStoreFigures>(FIGURES, database)
}

const INPUTS = `
  create table intermediate.int_assumptions as select 5e0 as minimum_n;
  create table intermediate.int_reached_months as select distinct month, 0 as months_back from panel;
  create table intermediate.int_store_month_surveys as
  select store_id, month, metric, n as responses, value_sum, value_sumsq from panel where month < '2025-01-01';`

const FIGURES = `
  with truth as (select metric, store_id, is_low from panel where month = '2024-12-01'),
  flags as (
    select window_months, metric, store_id, flag = 'act' as flagged
    from marts.watch_low_stores where month = '2024-12-01'
  )
  select
    window_months,
    sum((flagged and is_low)::int) / nullif(sum(flagged::int), 0) as precision,
    sum((flagged and is_low)::int) / nullif(sum(is_low::int), 0) as recall,
    sum(flagged::int) / count(distinct metric) as flags
  from flags join truth using (metric, store_id)
  group by window_months order by window_months`
