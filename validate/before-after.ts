import { join } from 'node:path'
import { ask, withDatabase } from '../cli/warehouse/duckdb.ts'
import { runModels } from '../cli/warehouse/models.ts'
import { makePanel, type World } from './world.ts'

/** Shares over all treated stores of all runs, with the standard error over runs; widths in points of CSAT. */
export interface ComparisonFigures {
  /** Of stores with no effect: how many an interval would say it of. */
  readonly false_verdicts: number
  readonly false_verdicts_se: number
  /** Of all: how many intervals hold the planted effect. */
  readonly coverage: number
  readonly coverage_se: number
  readonly width: number
  readonly bias: number
  readonly power_at_0_1: number
  readonly power_at_0_3: number
  readonly power_at_0_5: number
  /** How often the smallest effect that could be shown would have been: 0.8 where it is right. */
  readonly power_at_smallest: number
}

export type Estimator = 'expected' | 'did' | 'naive'

/** The marts' estimators on one world. Works in `folder`, which must be there. */
export async function validateComparisons(
  folder: string,
  world: World,
): Promise<Record<Estimator, ComparisonFigures>> {
  const database = join(folder, 'comparisons.duckdb')
  await withDatabase(database, (connection) => makePanel(connection, world))
  await compareRuns(folder, database)
  const figures = await ask<ComparisonFigures & { estimator: Estimator }>(FIGURES, database)
  return Object.fromEntries(figures.map(({ estimator, ...rest }) => [estimator, rest])) as never
}

/** Runs the marts that compare on the `panel` of a database, and further ones that read them. */
export async function compareRuns(folder: string, database: string, further: string[] = []): Promise<void> {
  await withDatabase(database, (connection) => connection.run(INPUTS))
  await runModels({
    database,
    workFolder: join(folder, 'dbt'),
    select: ['path:models/intermediate/compare', 'cmp_replay', 'cmp_effects', ...further],
    exclude: ['int_store_month_metrics', 'int_compare_months', 'int_expected_months', 'int_nearest_stores'],
  })
}

const INPUTS = `
  create table intermediate.int_store_month_metrics as
  select store_id, month, metric, value, n, value_sum, value_sumsq from panel where month >= '2024-01-01';
  create table seeds.compared_metrics as
  select distinct metric, 'linear' as scale, 'points' as unit, 'higher' as better, 0.1 as minimum_effect from panel;
  create table marts.fct_actions as
  select distinct store_id as action_id, store_id, date '2025-01-01' as start_month, 'corrective' as kind
  from panel where store_id like 'low-%';
  create table marts.watch_flags as
  select null::varchar as store_id, null::date as month, null::varchar as flag where false;`

const FIGURES = `
  with truth as (select distinct metric, planted from panel),
  judged as (
    select
      estimator,
      metric,
      planted,
      estimate - planted as error,
      estimate > margin as shown_up,
      abs(estimate) > margin as shown,
      abs(estimate - planted) <= margin as covered,
      margin,
      estimate - planted + 2.8 * margin / 1.96 > margin as smallest_shown
    from marts.cmp_effects
    join truth using (metric)
    cross join lateral (
      values ('expected', effect, (effect_high - effect_low) / 2), ('did', did_effect, (did_high - did_low) / 2),
        ('naive', naive_change, (naive_high - naive_low) / 2)
    ) as e (estimator, estimate, margin)
  ),
  by_run as (
    select
      estimator,
      avg(shown::int) filter (planted = 0) as false_verdicts,
      avg(covered::int) as coverage
    from judged group by estimator, metric
  ),
  errors as (
    select
      estimator,
      stddev_samp(false_verdicts) / sqrt(count(false_verdicts)) as false_verdicts_se,
      stddev_samp(coverage) / sqrt(count(*)) as coverage_se
    from by_run group by estimator
  )
  select
    estimator,
    avg(shown::int) filter (planted = 0) as false_verdicts,
    any_value(false_verdicts_se) as false_verdicts_se,
    avg(covered::int) as coverage,
    any_value(coverage_se) as coverage_se,
    2 * avg(margin) as width,
    avg(error) as bias,
    avg(shown_up::int) filter (planted = 0.1) as power_at_0_1,
    avg(shown_up::int) filter (planted = 0.3) as power_at_0_3,
    avg(shown_up::int) filter (planted = 0.5) as power_at_0_5,
    avg(smallest_shown::int) as power_at_smallest
  from judged join errors using (estimator)
  group by estimator`
