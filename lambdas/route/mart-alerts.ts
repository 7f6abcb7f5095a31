import { createHash } from 'node:crypto'
import type { Routable } from './route.ts'
import type { Field } from './routes.ts'

/** What Athena and DuckDB both read: the alerts that go on, each with the newest action at its store since it began. */
export const MART_ALERTS = `
with newest as (
  select alerts.alert_key, alerts.kind, alerts.store_id, alerts.subject, alerts.flag, alerts.seen, alerts.expected, alerts.n,
    cast(cast(alerts.since_month as date) as varchar) as since_month, actions.action_id, actions.status,
    row_number() over (
      partition by alerts.alert_key order by actions.planned_on desc, actions.action_id
    ) as place
  from marts.watch_alerts as alerts
  left join marts.fct_actions as actions
    on actions.store_id = alerts.store_id and actions.planned_on >= alerts.since_month
  where alerts.ended_month is null
)
select alert_key, kind, store_id, subject, flag, seen, expected, n, since_month, action_id, status
from newest
where place = 1
order by alert_key`

/** A row as either engine gives it. */
export interface MartAlert {
  readonly alert_key: string
  readonly kind: string
  readonly store_id: string
  readonly subject: string
  readonly flag: string
  readonly seen: string | number
  readonly expected: string | number
  readonly n: string | number | bigint
  readonly since_month: string
  readonly action_id: string | null
  readonly status: string | null
}

/** What a rule calls the subject of an alert. */
const SUBJECTS: Readonly<Record<string, Field>> = {
  low_store: 'metric',
  early_warning: 'metric',
  repeating_topic: 'topic',
  repeating_department: 'department',
}

/** One alert for each key of the mart. Scores alone are `score`: a rule about low scores must not take shares and sales. */
export function routable({
  alert_key,
  subject,
  seen,
  since_month,
  action_id,
  status,
  ...row
}: MartAlert): Routable {
  return {
    ...row,
    alert_id: createHash('sha256').update(alert_key).digest('hex'),
    [SUBJECTS[row.kind] ?? 'metric']: subject,
    ...(['nps', 'csat', 'ces'].includes(subject) ? { score: Number(seen) } : {}),
    seen: Number(seen),
    expected: Number(row.expected),
    n: Number(row.n),
    happened_at: since_month,
    ...(action_id === null || status === null ? {} : { action_id, action_status: status }),
  }
}
