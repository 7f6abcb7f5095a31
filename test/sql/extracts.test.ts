import { beforeAll, expect, test } from 'vitest'
import { builtLake } from '../built-lake.ts'
import { directly } from '../semantic-layer/lake.ts'

/** What the marts say beside plain SQL over the rows that have landed, written without looking at the models. */
let lake: string
beforeAll(async () => {
  lake = (await builtLake()).lake
})

const month = (moment: string) => `date_trunc('month', ${moment})::date`

const questions: [title: string, mart: string, landed: string][] = [
  [
    'service by month',
    `select month::varchar as month, cases, resolved, resolution_hours, first_reply_minutes_median as median, reopened_share, csat_mean
     from marts.kpi_service_months where cut = 'company' order by month`,
    `select ${month('opened_at')}::varchar as month, count(*) as cases, count(resolved_at) as resolved,
       avg(epoch(resolved_at) - epoch(opened_at)) / 3600 as resolution_hours,
       quantile_cont((epoch(first_reply_at) - epoch(opened_at)) / 60, 0.5) as median,
       avg((reopened_count > 0)::integer) as reopened_share, avg(csat) as csat_mean
     from staging.stg_feedback__service_cases group by 1 order by 1`,
  ],
  [
    'first replies by channel',
    `select channel, first_reply_minutes_median as median from marts.kpi_service_months
     where cut = 'channel' and month = '2025-01-01' order by 1`,
    `select channel, quantile_cont((epoch(first_reply_at) - epoch(opened_at)) / 60, 0.5) as median
     from staging.stg_feedback__service_cases where opened_at >= '2025-01-01' and opened_at < '2025-02-01' group by 1 order by 1`,
  ],
  [
    'reviews by source',
    `select source, sum(posts)::integer as n, sum(rating_score_sum) / sum(ratings) as mean, sum(low_ratings) / sum(ratings) as low,
       sum(replied) / sum(posts) as replied, sum(reply_hours_sum) / sum(replied) as hours
     from marts.kpi_public_voice_months where voice = 'review' group by 1 order by 1`,
    `select source, count(*)::integer as n, avg(rating) as mean, avg((rating <= 2)::integer) as low,
       count(replied_at) / count(*) as replied, avg(epoch(replied_at) - epoch(posted_at)) / 3600 as hours
     from staging.stg_feedback__reviews group by 1 order by 1`,
  ],
  [
    'social mentions by network',
    `select source, sum(posts)::integer as n, sum(engagement) / sum(posts) as engagement, sum(replied) / sum(posts) as replied
     from marts.kpi_public_voice_months where voice = 'social' group by 1 order by 1`,
    `select network as source, count(*)::integer as n, avg(likes + shares + replies) as engagement, count(replied_at) / count(*) as replied
     from staging.stg_feedback__social_mentions group by 1 order by 1`,
  ],
  [
    'the web site by month',
    `select month::varchar as month, sum(sessions)::integer as n, sum(seconds_sum) / sum(sessions) as seconds, sum(pages) / sum(sessions) as pages,
       sum(bounces) / sum(sessions) as bounces, sum(carts_abandoned) / sum(carts) as cart, sum(checkouts_abandoned) / sum(checkouts) as checkout,
       sum(sessions_with_order) / sum(sessions) as conversion
     from marts.kpi_web_months group by 1 order by 1`,
    `select ${month('started_at')}::varchar as month, count(*)::integer as n, avg(duration_seconds) as seconds, avg(pages) as pages,
       avg(is_bounced::integer) as bounces, 1 - avg((order_id is not null)::integer) filter (has_cart) as cart,
       1 - avg((order_id is not null)::integer) filter (has_checkout) as checkout, count(order_id) / count(*) as conversion
     from staging.stg_sales__web_sessions group by 1 order by 1`,
  ],
  [
    'response rates by month',
    `select month::varchar as month, sum(invitations)::integer as sent, sum(invitations_answered) / sum(invitations) as rate
     from marts.kpi_response_months where invitations > 0 group by 1 order by 1`,
    `select ${month('sent_at')}::varchar as month, count(*)::integer as sent, count(response_id) / count(*) as rate
     from staging.stg_feedback__survey_invitations group by 1 order by 1`,
  ],
  [
    'coverage',
    `select sum(buyers)::integer as buyers, sum(buyers_answering)::integer as answering from marts.kpi_coverage_months`,
    `select count(*)::integer as buyers, count_if(exists (from staging.stg_feedback__survey_answers a where a.customer_id = b.customer_id
       and a.store_id = b.store_id and ${month('a.answered_at')} = b.month))::integer as answering
     from (select distinct store_id, customer_id, ${month('ordered_at')} as month from staging.stg_sales__orders
       where customer_id is not null and status not in ('cancelled')) as b`,
  ],
]

test.each(questions)('%s', async (_, mart, landed) => {
  const [ours, theirs] = await Promise.all([directly(lake, mart), directly(lake, landed)])
  expect(ours.length).toBeGreaterThan(0)
  expect(ours).toHaveLength(theirs.length)
  for (const [i, row] of ours.entries())
    for (const [name, value] of Object.entries(row)) {
      const expected = theirs[i]?.[name]
      if (Number.isNaN(Number(expected))) expect(value, name).toBe(expected)
      else expect(Number(value), `${name} of row ${i}`).toBeCloseTo(Number(expected), 9)
    }
})
