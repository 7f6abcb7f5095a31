import { beforeAll, expect, it } from 'vitest'
import { askBuilt, builtLake } from '../built-lake.ts'

let lake: string
beforeAll(async () => {
  lake = (await builtLake()).lake
})

const bought = `orders as (select o.*, l.sales from staging.stg_sales__orders o
  left join (select order_id, sum(net_amount) as sales from staging.stg_sales__order_lines group by all) l using (order_id)
  where lower(status) not in ('cancelled', 'canceled', 'void', 'voided') and customer_id is not null)`

/** What a mart says, and the same asked of the landed rows by somebody who has not read the model. */
const QUESTIONS: [string, string, string][] = [
  [
    'customers kept a year after joining',
    `select cohort_month::varchar as m, customers::integer as n, retained::integer as kept from marts.retention_cohorts
     where basis = 'contractual' and months_since = 12`,
    `select date_trunc('month', joined_at)::date::varchar as m, count(*)::integer as n,
       count_if(left_at is null or left_at >= date_trunc('month', joined_at) + interval 13 month)::integer as kept
     from staging.stg_crm__customers
     where date_trunc('month', joined_at) + interval 12 month
       <= (select max(greatest(joined_at, left_at)) from staging.stg_crm__customers)
     group by all`,
  ],
  [
    'second orders by month of the first, and within 90 days',
    `select month::varchar as m, customers::integer as n, repeated::integer as again,
       repeated_in_window::integer as soon from marts.repeat_purchases where repeated_in_window is not null`,
    `with ${bought},
     firsts as (select customer_id, array_agg(ordered_at order by ordered_at) as days from orders group by all)
     select date_trunc('month', days[1])::date::varchar as m, count(*)::integer as n,
       count_if(len(days) > 1)::integer as again, count_if(days[2]::date - days[1]::date <= 90)::integer as soon
     from firsts group by all
     having last_day(max(days[1])) + interval 90 day <= (select max(ordered_at)::date from orders)`,
  ],
  [
    'customers and costs of acquisition in all',
    `select sum(customers_new)::integer as n, sum(acquisition_cost)::double as cost from marts.acquisition_channel_months`,
    `select (select count(*)::integer from staging.stg_crm__customers) as n,
       (select sum(cost)::double from staging.stg_crm__campaigns where kind = 'acquisition') as cost`,
  ],
  [
    'customers by age',
    `select segment, count(*)::integer as n from marts.seg_customers
     where kind = 'age_band' and segment in ('25-34', '65 and over', 'unknown') group by all`,
    `with ages as (select (select year(max(ordered_at)) from staging.stg_sales__orders
         where lower(status) not in ('cancelled', 'canceled', 'void', 'voided')) - birth_year as age
       from staging.stg_crm__customers)
     select case when age is null then 'unknown' when age >= 65 then '65 and over' else '25-34' end as segment,
       count(*)::integer as n from ages where age is null or age >= 65 or age between 25 and 34 group by all`,
  ],
  [
    'sales and buyers by loyalty tier and month',
    `select segment, month::varchar as m, sales::double as sales, buyers::integer as n from marts.seg_months
     where kind = 'loyalty_tier' and buyers > 0 and segment <> 'unknown'`,
    `with ${bought}
     select loyalty_tier as segment, date_trunc('month', ordered_at)::date::varchar as m, sum(sales)::double as sales,
       count(distinct customer_id)::integer as n
     from orders inner join staging.stg_crm__customers using (customer_id) where loyalty_tier is not null group by all`,
  ],
  [
    'conversions of campaigns',
    `select campaign_id, conversions::integer as n from marts.roi_campaigns where conversions > 0`,
    `with ${bought},
     reached as (
       select campaign_id, customer_id, min(contacted_at) as moment from staging.stg_crm__campaign_contacts group by all
       union all select campaign_id, customer_id, joined_at from staging.stg_crm__customers where campaign_id is not null),
     led as (
       select arg_max(campaign_id, moment) as campaign_id, customer_id, order_id from orders inner join reached using (customer_id)
       where ordered_at >= moment and ordered_at < moment + interval 30 day group by customer_id, order_id)
     select campaign_id, count(distinct customer_id)::integer as n from led
     where campaign_id in (select campaign_id from staging.stg_crm__campaigns) group by all`,
  ],
  [
    'the latest answers of customers from 0 to 100',
    `select customer_id, round(nps_scaled, 6) as nps, round(csat_scaled, 6) as csat, round(ces_scaled, 6) as ces
     from marts.customer_scores where hash(customer_id) % 20 = 0`,
    `with latest as (select customer_id, metric, arg_max(score::double, (answered_at, response_id)) as score
       from staging.stg_feedback__survey_answers where hash(customer_id) % 20 = 0 and customer_id is not null group by all)
     select customer_id, round(max(score * 10) filter (metric = 'nps'), 6) as nps,
       round(max((score - 1) * 25) filter (metric = 'csat'), 6) as csat,
       round(max((score - 1) / 0.06) filter (metric = 'ces'), 6) as ces
     from latest group by all`,
  ],
]

it.each(QUESTIONS)('the marts and the landed rows agree on %s', async (_, mart, direct) => {
  const [got, expected] = await Promise.all(
    [mart, direct].map((sql) => askBuilt(lake, `select * from (${sql}) order by all`)),
  )
  expect(got?.length).toBeGreaterThan(0)
  expect(got).toEqual(expected)
})
