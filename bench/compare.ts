import { join } from 'node:path'
import { withDatabase } from '../cli/warehouse/duckdb.ts'
import { runModels } from '../cli/warehouse/models.ts'
import { type Bench, type Finding, inTurn, seconds } from './bench.ts'

const [STORES, MONTHS, METRICS, STARTS, TREATED] = [1000, 36, 12, 6, 60]
const LIMIT = 60

export const compare: Bench = {
  name: 'compare',
  about: `The models that compare before and after, with their pictures month by month, over ${STORES} stores × ${MONTHS} months × ${METRICS} metrics, ${TREATED} of the stores treated from ${STARTS} start months on.`,
  async run({ rounds, scratch, say }): Promise<Finding[]> {
    const database = join(scratch, 'compare.duckdb')
    say('makes the panel')
    await withDatabase(database, (connection) => connection.run(PANEL))
    say('compares')
    const { models } = await inTurn(rounds, { models: () => timed(database, join(scratch, 'dbt')) })
    return [{ what: 'all models, dbt included', value: seconds(models.seconds), goal: `< ${LIMIT} s` }]
  },
}

async function timed(database: string, workFolder: string) {
  const since = performance.now()
  await runModels({
    database,
    workFolder,
    select: ['path:models/intermediate/compare', 'path:models/marts/compare'],
    exclude: ['int_store_month_metrics'],
  })
  return { seconds: (performance.now() - since) / 1000, processor: 0, peak: 0 }
}

const PANEL = `
  create schema intermediate; create schema marts; create schema seeds;
  select setseed(0.5);
  create table intermediate.int_store_month_metrics as
  select 's' || store as store_id, (date '2022-01-01' + to_months(month::integer))::date as month,
    'metric ' || metric as metric, value, n, n * value as value_sum, n * value * value + n - 1 as value_sumsq
  from (
    select *, 4 + 0.3 * sin(store * 12.9898 + metric) + (random() - 0.5) * 3.46 / sqrt(n) as value
    from (
      select *, 5e0 + floor(195 * random()) as n
      from range(${STORES}) as s (store), range(${MONTHS}) as m (month), range(${METRICS}) as k (metric)
    )
  );
  create table seeds.compared_metrics as
  select distinct metric, 'linear' as scale, 'points' as unit, 'higher' as better, 0.1e0 as minimum_effect
  from intermediate.int_store_month_metrics;
  create table marts.fct_actions as
  select 'a' || store as action_id, 's' || store as store_id,
    (date '2023-06-01' + to_months((store % ${STARTS})::integer))::date as start_month, 'corrective' as kind
  from range(${TREATED}) as s (store);
  create table marts.watch_flags as
  select null::varchar as store_id, null::date as month, null::varchar as flag where false;`
