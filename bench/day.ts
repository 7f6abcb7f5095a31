import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { withDatabase } from '../cli/warehouse/duckdb.ts'

/** Extracts of events: when each happened, and the ids that are new where one happens again. */
const events = [
  { extract: 'orders', at: 'ordered_at', ids: ['order_id'] },
  { extract: 'survey_answers', at: 'answered_at', ids: ['response_id', 'order_id'] },
  { extract: 'survey_invitations', at: 'sent_at', ids: ['invitation_id', 'response_id'] },
  { extract: 'reviews', at: 'posted_at', ids: ['review_id'] },
  { extract: 'social_mentions', at: 'posted_at', ids: ['mention_id'] },
  { extract: 'service_cases', at: 'opened_at', ids: ['case_id'] },
  { extract: 'web_sessions', at: 'started_at', ids: ['session_id', 'order_id'] },
  // A store has one row a day: these come as corrections.
  { extract: 'store_days', at: 'day', ids: [] },
]

/** Writes one more day into a folder: the events of a lake's last full day once more. Returns the number of orders. */
export async function writeDay(lake: string, out: string): Promise<number> {
  await mkdir(out, { recursive: true })
  return withDatabase(':memory:', async (connection) => {
    const raw = (extract: string) =>
      `read_parquet('${join(lake, 'raw', extract, '*', '*.parquet')}', union_by_name = true)`
    const write = (extract: string, ids: string[], where: string) =>
      connection.run(`copy (
        select * exclude (_file, _extra, landed_on) replace (${ids.map((id) => `${id} || '-again' as ${id}`).join(', ') || 'day as day'})
        from ${raw(extract)} where ${where}
      ) to '${join(out, `${extract}-day.csv`)}' (timestampformat '%Y-%m-%dT%H:%M:%SZ')`)
    const reader = await connection.runAndReadAll(`
      select (max(ordered_at)::date - 1)::varchar as day,
        count(*) filter (ordered_at::date = (select max(ordered_at)::date - 1 from ${raw('orders')}))::integer as orders
      from ${raw('orders')}`)
    const [{ day, orders }] = reader.getRowObjects() as [{ day: string; orders: number }]
    for (const { extract, at, ids } of events) await write(extract, ids, `${at}::date = '${day}'`)
    const ofDay = `order_id in (select order_id from ${raw('orders')} where ordered_at::date = '${day}')`
    await write('order_lines', ['order_id'], ofDay)
    return orders
  })
}
