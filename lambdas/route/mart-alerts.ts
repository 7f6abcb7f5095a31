import { createHash } from 'node:crypto'
import type { Routable } from './route.ts'

/** What Athena and DuckDB both read: the stores that are flagged now, each with the newest action since it was. */
export const MART_ALERTS = `
with newest as (
  select flags.store_id, flags.metric, flags.flag, flags.mean,
    cast(cast(flags.since_month as date) as varchar) as since_month, actions.action_id, actions.status,
    row_number() over (
      partition by flags.store_id, flags.metric order by actions.planned_on desc, actions.action_id
    ) as place
  from marts.watch_flags as flags
  left join marts.fct_actions as actions
    on actions.store_id = flags.store_id and actions.planned_on >= flags.since_month
  where flags.month = (select max(month) from marts.watch_flags) and flags.flag <> 'none'
)
select store_id, metric, flag, cast(mean as double) as score, since_month, action_id, status
from newest
where place = 1
order by store_id, metric`

/** A row as either engine gives it. */
export interface MartAlert {
  readonly store_id: string
  readonly metric: string
  readonly flag: string
  readonly score: string | number
  readonly since_month: string
  readonly action_id: string | null
  readonly status: string | null
}

/** One alert for each run of months in which a store is flagged, and another when watching becomes acting. */
export function routable({ score, since_month, action_id, status, ...row }: MartAlert): Routable {
  const identity = ['low_store', row.store_id, row.metric, row.flag, since_month]
  return {
    alert_id: createHash('sha256').update(JSON.stringify(identity)).digest('hex'),
    kind: 'low_store',
    ...row,
    score: Number(score),
    happened_at: since_month,
    ...(action_id === null || status === null ? {} : { action_id, action_status: status }),
  }
}
