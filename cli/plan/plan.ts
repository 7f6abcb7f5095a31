import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { quote } from '../../contracts/columns/kind.ts'
import { PANEL_EXCLUSIONS, PANEL_REFUSALS } from '../compare/checks.ts'
import { exclude, readColumns, refuse, runFile } from '../compare/panel.ts'
import { CxError } from '../ui/errors.ts'
import { ask, withDatabase } from '../warehouse/duckdb.ts'
import { runModels } from '../warehouse/models.ts'

/** What could be shown of one unit, or of all together (`all`), so many months or periods after a start now. */
export interface Prospect {
  readonly unit: string
  readonly metric: string
  readonly horizon: number
  readonly stores: number
  /** Unit of an effect: points, seconds or share. */
  readonly effect_unit: string
  readonly donors: number | null
  readonly answers_before: number | null
  readonly answers_after: number | null
  /** Found four times in five, if it is there; null with the reason where nothing could be judged. */
  readonly smallest_effect: number | null
  readonly minimum_effect: number
  readonly reason: string | null
}

/** Where the values come from: a built warehouse, or a panel as `cx compare` takes it. */
export type Source = { readonly warehouse: string } | { readonly panel: string }

/** Rehearses a comparison of units that nothing has been begun at yet, by the marts' own models. */
export async function planComparison(source: Source, units: readonly string[]): Promise<Prospect[]> {
  const folder = await mkdtemp(join(tmpdir(), 'cx-plan-'))
  const database = join(folder, 'plan.duckdb')
  try {
    await withDatabase(database, async (connection) => {
      if ('warehouse' in source) await fromWarehouse(connection, source.warehouse)
      else await fromPanel(connection, source.panel)
      await markPlanned(connection, units)
      await connection.run(await readFile(join(import.meta.dirname, 'rehearsal.sql'), 'utf8'))
    })
    await runModels({ database, workFolder: join(folder, 'dbt'), select: MODELS, exclude: NOT_NEEDED })
    return await ask<Prospect>(PROSPECTS, database)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const MODELS = ['path:models/intermediate/compare', 'plan_effects']
const NOT_NEEDED = [
  ...['int_store_month_metrics', 'int_compare_windows', 'int_compare_months', 'int_expected_months'],
  'int_nearest_stores',
]

const fromWarehouse = (connection: DuckDBConnection, warehouse: string) =>
  connection.run(`
    attach ${quote(warehouse)} as warehouse (read_only);
    create table monthly as from warehouse.intermediate.int_store_month_metrics;
    create table metrics as from warehouse.seeds.compared_metrics;
    create table past_starts as
      select store_id, start_month from warehouse.marts.fct_actions where store_id is not null and start_month is not null;
    detach warehouse`)

async function fromPanel(connection: DuckDBConnection, panel: string) {
  const files = { panel, treated: panel }
  await readColumns(connection, 'panel_rows', panel, ['unit', 'period', 'value'], ['n'])
  await connection.run('create table treated_rows (unit varchar, start varchar, line integer)')
  await runFile(connection, 'panel.sql')
  for (const check of PANEL_EXCLUSIONS) await exclude(connection, check)
  for (const check of PANEL_REFUSALS) await refuse(connection, files, check)
  await runFile(connection, 'places.sql')
  await runFile(connection, 'values.sql')
  await connection.run(`
    create table monthly as
      select unit as store_id, month, 'value' as metric, value, n, n * value as value_sum,
        n * value * value + (n - 1) * variance as value_sumsq
      from panel cross join noise;
    create table metrics as
      select 'value' as metric, 'linear' as scale, 'points' as unit, 'higher' as better, 0e0 as minimum_effect;
    create table past_starts as select null::varchar as store_id, null::date as start_month where false`)
}

async function markPlanned(connection: DuckDBConnection, units: readonly string[]) {
  await connection.run(`create table planned as select unnest([${units.map(quote).join(', ')}]) as store_id`)
  const unknown = await connection.runAndReadAll(
    'select distinct store_id from planned where store_id not in (select store_id from monthly)',
  )
  const names = unknown.getRows().map(([name]) => String(name))
  if (names.length > 0)
    throw new CxError({ what: `nothing is known of ${names.join(', ')}`, allowed: 'units with values' })
}

const PROSPECTS = `
  select
    case when action_id = 'all' then 'all' else regexp_replace(action_id, '^plan \\d+ ', '') end as unit,
    metric, horizon::integer as horizon, stores::integer as stores, unit as effect_unit,
    -- Those of the plan stand among them in the rehearsal, not when it is acted upon.
    (donors - (select count(distinct store_id) from planned where store_id not in (select store_id from past_starts)))::integer as donors,
    case when scale = 'linear' then n_before::double end as answers_before,
    case when scale = 'linear' then n_after::double end as answers_after,
    case when not_judged_reason is null then smallest_effect end as smallest_effect, minimum_effect::double as minimum_effect,
    not_judged_reason as reason
  from panel.plan_effects
  order by action_id = 'all', unit, metric, horizon`
