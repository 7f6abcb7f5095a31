import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { projectRoot } from '../cli/context.ts'
import { ask, withDatabase } from '../cli/warehouse/duckdb.ts'
import { runModels } from '../cli/warehouse/models.ts'

/** Stores of which the first `planted` deteriorate from the 17th of 24 months on. */
export interface AlertWorld {
  readonly runs: number
  readonly seed: number
  readonly stores: number
  readonly planted: number
}

/** Of one kind of alert, over all runs. */
export interface AlertFigures {
  readonly kind: 'early_warning' | 'repeating_topic' | 'repeating_department'
  /** Months of all runs in which an alert could be raised. */
  readonly months: number
  /** Of those: how many have a reason for an alert at a store where nothing is planted, as a share with its 95 % interval. */
  readonly false_months: number
  readonly false_low: number
  readonly false_high: number
  /** Of the reasons of a month: the share that is false, 0 where there is none; a mean over months. */
  readonly false_discoveries: number
  readonly false_discoveries_se: number
  /** Of the planted stores: the share with an alert that is raised within six months from the deterioration on. */
  readonly planted: number
  readonly power: number | null
  readonly power_low: number | null
  readonly power_high: number | null
  /** Months from the deterioration to the alert, as a mean of those that have one. */
  readonly months_until: number | null
}

/** The marts' alerts on one world. Works in `folder`, which must be there. */
export async function validateAlerts(folder: string, world: AlertWorld): Promise<AlertFigures[]> {
  const database = join(folder, 'alerts.duckdb')
  await withDatabase(database, async (connection) => {
    for (const [name, value] of Object.entries(world)) await connection.run(`set variable ${name} = ${value}`)
    for (const file of ['sample/sql/random.sql', 'validate/alerts.sql'])
      await connection.run(await readFile(join(projectRoot, file), 'utf8'))
  })
  await runModels({
    database,
    workFolder: join(folder, 'dbt'),
    select: ['path:models/intermediate/watch', 'path:models/intermediate/alerts', 'path:models/marts/watch'],
  })
  return ask<AlertFigures>(FIGURES, database)
}

/** Wilson's interval of `hits` in `n`. */
const wilson = (hits: string, n: string, sign: '+' | '-') => `
  (${hits} + 1.9207 ${sign} 1.96 * sqrt(${hits} * (${n} - ${hits}) / ${n} + 0.9604)) / (${n} + 3.8415)`

const FIGURES = `
  with kinds as (
    select unnest(['early_warning', 'repeating_topic', 'repeating_department']) as kind
  ),
  months as (select distinct month, m from store_months where m >= 10),
  truth as (select distinct run, store_id, month, m, is_worse, is_planted from store_months),
  -- In their first months a deterioration is in the windows of six.
  signals as (
    select kind, month, count(*) as raised, count(*) filter (not is_worse) as wrong
    from intermediate.int_alert_signals join truth using (store_id, month) group by kind, month
  ),
  by_month as (
    select kind, month, coalesce(raised, 0) as raised, coalesce(wrong, 0) as wrong,
      coalesce(wrong / nullif(raised, 0), 0) as false_share
    from months cross join kinds left join signals using (kind, month)
  ),
  false_alarms as (
    select kind, count(*) as months, sum((wrong > 0)::integer) as hits, avg(false_share) as false_discoveries,
      stddev_samp(false_share) / sqrt(count(*)) as false_discoveries_se
    from by_month group by kind
  ),
  raised as (
    select kind, run, store_id, min(m) - 16 as months_until
    from marts.watch_alerts join truth using (store_id, month)
    where is_planted and m between 16 and 21
      and (kind <> 'repeating_topic' or subject = 'queue') and (kind <> 'repeating_department' or subject = 'checkout')
    group by kind, run, store_id
  ),
  planted as (select distinct run, store_id from truth where is_planted),
  found as (
    select kind, count(planted.run) as planted, count(months_until) as found, avg(months_until) as months_until
    from kinds left join planted on true left join raised using (kind, run, store_id) group by kind
  )
  select
    kind, months::integer as months, hits / months as false_months,
    ${wilson('hits', 'months', '-')} as false_low, ${wilson('hits', 'months', '+')} as false_high,
    false_discoveries, false_discoveries_se, planted::integer as planted, found / nullif(planted, 0) as power,
    ${wilson('found', 'nullif(planted, 0)', '-')} as power_low, ${wilson('found', 'nullif(planted, 0)', '+')} as power_high,
    months_until
  from false_alarms join found using (kind) order by kind`
