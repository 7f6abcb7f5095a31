import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { planComparison } from '../cli/plan/plan.ts'
import { ask, withDatabase } from '../cli/warehouse/duckdb.ts'
import { quote } from '../contracts/columns/kind.ts'
import { compareRuns } from './before-after.ts'
import { makePanel, type World } from './world.ts'

/** How often what a plan promised to show four times in five was shown, by what was planned for. */
export interface PlanFigures {
  readonly planned: 'one store' | 'all together'
  /** Stores, or runs where all stores of one are looked at together. */
  readonly n: number
  readonly power: number
  /** 95 % interval, from the variance between runs. */
  readonly power_low: number
  readonly power_high: number
  /** The effect that was promised, as a mean, in points. */
  readonly smallest_effect: number
}

const HORIZON = 6

/**
 * `cx plan` on the past of a world; then the very effect that it promised is planted, for one store in the even runs and
 * for all together in the odd ones, and compared as any action is. Works in `folder`, which must be there.
 */
export async function validatePlans(folder: string, world: World): Promise<PlanFigures[]> {
  const warehouse = join(folder, 'warehouse.duckdb')
  await withDatabase(warehouse, async (connection) => {
    await makePanel(connection, world)
    await connection.run(await readFile(join(import.meta.dirname, 'plans.sql'), 'utf8'))
  })
  const units = Array.from({ length: world.treated }, (_, i) => `low-${i + 1}`)
  const prospects = await planComparison({ warehouse }, units)
  const promised = prospects
    .filter(({ horizon, smallest_effect }) => horizon === HORIZON && smallest_effect !== null)
    .map(
      ({ unit, metric, smallest_effect }) => `(${quote(unit)}, ${quote(metric)}, ${smallest_effect}::double)`,
    )
  const database = join(folder, 'comparisons.duckdb')
  await withDatabase(database, async (connection) => {
    await makePanel(connection, world)
    await connection.run(PROMISE(promised))
  })
  await compareRuns(folder, database, ['cmp_pooled'])
  return ask<PlanFigures>(FIGURES, database)
}

const PROMISE = (promised: readonly string[]) => `
  create table promised as
  select metric, store_id, unit, smallest_effect
  from (values ${promised.join(', ')}) as t (unit, metric, smallest_effect)
  join (select distinct metric, store_id from panel where store_id like 'low-%') using (metric)
  where case when split_part(metric, ' ', 2)::integer % 2 = 0 then unit = store_id else unit = 'all' end;
  update panel set
    value = value - planted + smallest_effect,
    value_sum = n * (value - planted + smallest_effect),
    value_sumsq = n * (value - planted + smallest_effect) ** 2 + (n - 1)
  from promised
  where panel.metric = promised.metric and panel.store_id = promised.store_id and panel.month >= '2025-01-01'`

const FIGURES = `
  with shown as (
    select 'one store' as planned, metric, (effect_low > 0)::integer as shown, promised.smallest_effect
    from marts.cmp_effects join promised using (metric, store_id) where promised.unit <> 'all'
    union all
    select 'all together', metric, (effect_low > 0)::integer, any_value(promised.smallest_effect)
    from marts.cmp_pooled join promised using (metric) where promised.unit = 'all' and programme = 'all'
    group by metric, effect_low
  ),
  by_run as (select planned, metric, avg(shown) as power from shown group by planned, metric),
  errors as (select planned, stddev_samp(power) / sqrt(count(*)) as se from by_run group by planned)
  select planned, count(*)::integer as n, avg(shown) as power,
    avg(shown) - 1.96 * any_value(se) as power_low, least(1, avg(shown) + 1.96 * any_value(se)) as power_high,
    avg(smallest_effect) as smallest_effect
  from shown join errors using (planned) group by planned order by planned desc`
