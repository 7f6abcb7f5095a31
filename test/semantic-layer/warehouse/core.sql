-- A warehouse as small as the tests allow: 12 stores, 18 months, the columns that the semantic layer reads.
-- s12 has 3 answers a month (withheld), s11 has no floor area, a01 is the action at the low store s01.
create schema marts;
set TimeZone = 'UTC';

create table marts.dim_stores as
select
    format('s{:02d}', i) as store_id,
    format('Store {}', i) as name,
    if(i % 2 = 0, 'Lyon', 'Nantes') as city,
    if(i <= 4, 'West', 'East') as state,
    'FR' as country,
    45.0 + i as latitude,
    4.0 + i as longitude,
    if(i = 11, null, 1000.0 * i) as floor_area_sqft,
    if(i % 3 = 0, 'mall', 'high street') as format,
    date '2015-01-01' + cast(i * 100 as integer) as opened_on
from range(1, 13) as t (i);

create table marts.kpi_store_months as
with grid as (
    select
        i,
        m,
        store_id,
        floor_area_sqft as area,
        cast(date '2024-04-01' + to_months(cast(m as integer)) as date) as month,
        if(i = 12, 3, 10 + i) as n
    from range(1, 13) as s (i)
    cross join range(0, 18) as t (m)
    inner join marts.dim_stores on store_id = format('s{:02d}', i)
)

select
    store_id,
    month,
    n as nps_responses,
    n // 2 as nps_promoters,
    if(i = 1, n // 2, n // 5) as nps_detractors,
    n as csat_responses,
    if(i = 1, n // 2, n - 2) as csat_satisfied,
    cast(if(i = 1, 3 * n, 4 * n + m % 3) as double) as csat_score_sum,
    cast(17 * n as double) as csat_score_sumsq,
    n as ces_responses,
    n - 1 as ces_easy,
    cast(5 * n as double) as ces_score_sum,
    cast(26 * n as double) as ces_score_sumsq,
    if(m = 0, 0, 6) as review_count,
    if(m = 0, 0.0, 24.0) as review_rating_sum,
    4 * n as invitations,
    n as invitations_answered,
    2 as service_cases,
    100 + i as orders,
    cast(5000 + 10 * i + m as decimal(18, 4)) as sales,
    200.0 + i as units,
    50.0 as discount,
    cast(i as double) as returned_units,
    cast(4000 as decimal(18, 4)) as costed_sales,
    cast(3000 as decimal(18, 4)) as cost,
    cast(1000 as decimal(18, 4)) as margin,
    if(area is null, 0, cast(5000 + 10 * i + m as decimal(18, 4))) as sales_with_area,
    area as floor_area_sqft,
    if(i = 12, null, 1000) as visitors,
    if(i = 12, 0, 90 + i) as footfall_orders,
    0.02 * 30 as stockout_rate_sum,
    30 as stockout_days,
    if(i = 1, 300.0, 120.0) * 30 as queue_seconds_sum,
    30 as queue_days,
    900.0 * 30 as assortment_sum,
    30 as assortment_days,
    400.0 as staff_hours
from grid;

-- The company also has two answers a month without a store.
create table marts.kpi_company_months as
select
    month,
    sum(columns(* exclude (store_id, month, nps_responses, nps_promoters))),
    sum(nps_responses) + 2 as nps_responses,
    sum(nps_promoters) + 2 as nps_promoters
from marts.kpi_store_months
group by month;

create table marts.churn_months as
select
    cast(date '2025-01-01' + to_months(cast(m as integer)) as date) as month,
    basis,
    750 as customers_start,
    110 as customers_new,
    260 as customers_lost,
    600 as customers_end,
    260 / 750 as churn_rate,
    0.3137 as churn_rate_low,
    0.3814 as churn_rate_high,
    490 / 750 as retention_rate,
    0.6186 as retention_rate_low,
    0.6863 as retention_rate_high,
    110 / 750 as acquisition_rate
from range(0, 3) as t (m)
cross join (values ('contractual'), ('non_contractual')) as b (basis);

create table marts.dim_customers as
select
    format('c{}', i) as customer_id,
    date '2024-01-01' + cast(i as integer) as joined_on,
    if(i % 4 = 0, date '2025-01-01', null) as left_on,
    i % 4 = 0 as is_lost,
    if(i % 4 = 0, 'price', null) as leave_reason,
    if(i = 1, 'billboard', 'search') as acquisition_channel,
    'f' as gender,
    'North' as region,
    'gold' as loyalty_tier,
    null::varchar as company_size
from range(1, 41) as t (i);

create table marts.watch_low_stores as
select
    store_id,
    month,
    metric,
    window_months,
    60 as responses,
    if(store_id = 's01', 3.0, 4.0) as mean,
    3.95 as peer_mean,
    if(store_id = 's01', -4.2, 0.3) as shrunken_z,
    if(store_id = 's01', 0.00001, 0.6) as p,
    if(store_id = 's01', 0.0001, 0.9) as p_adjusted,
    if(store_id = 's01', 3, 0) as months_below,
    if(store_id = 's01', 'act', 'none') as flag
from marts.kpi_store_months
cross join (values (3), (6)) as w (window_months)
cross join (values ('csat'), ('nps')) as q (metric)
where month between '2024-09-01' and '2025-09-01';

create table marts.watch_flags as
select
    store_id,
    month,
    metric,
    flag,
    if(flag = 'act', date '2024-11-01', null) as since_month
from marts.watch_low_stores
where window_months = 6;

create table marts.watch_alerts as
select
    '["' || kind || '","' || store_id || '","' || subject || '","' || flag || '","2024-11-01"]' as alert_key,
    kind,
    store_id,
    subject,
    flag,
    date '2024-11-01' as since_month,
    date '2024-12-01' as month,
    ended_month,
    seen,
    expected,
    expected - 0.3 as expected_low,
    expected + 0.3 as expected_high,
    60 as n,
    0.00001 as p,
    0.0001 as p_adjusted
from (
    values
    ('low_store', 's01', 'csat', 'act', null::date, 3.0, 3.95),
    ('repeating_topic', 's01', 'queue', 'watch', null, 0.7, 0.25),
    ('early_warning', 's02', 'nps', 'watch', date '2025-02-01', 11.0, 31.0)
) as t (kind, store_id, subject, flag, ended_month, seen, expected);

create table marts.drv_store_factors (
    month date, metric varchar, factor varchar, kind varchar, flagged_stores bigint, other_stores bigint,
    flagged_mean double, other_mean double, difference double, difference_low double, difference_high double,
    flagged_beyond bigint, effect_size double, p double, p_adjusted double, differs boolean
);
insert into marts.drv_store_factors values
('2025-02-01', 'csat', 'queue_seconds', 'numeric', 2, 10, 300, 120, 180, 90, 270, 2, 2.4, 0.001, 0.003, true),
('2025-02-01', 'csat', 'stockout_rate', 'numeric', 2, 10, 0.02, 0.02, 0, -0.01, 0.01, 0, 0, 0.99, 0.99, false),
('2025-02-01', 'csat', 'state', 'categorical', 2, 10, null, null, null, null, null, null, 0.1, 0.6, 0.9, false);

create table marts.fct_actions (
    action_id varchar, store_id varchar, segment varchar, issue varchar, department varchar, kind varchar,
    owner_role varchar, status varchar, is_approved boolean, planned_on date, approved_on date, started_on date,
    finished_on date, cost decimal(18, 4), currency varchar, start_month date, start_due_on date, timeliness varchar,
    days_proposed bigint, days_approved bigint, days_in_progress bigint, days_open bigint, as_of date
);
insert into marts.fct_actions values
('a01', 's01', null, 'Long queues', 'Checkout', 'corrective', 'store manager', 'done', true,
 '2025-03-10', '2025-03-20', '2025-04-02', '2025-04-20', 12000, 'EUR', '2025-04-01', '2025-04-09', 'on time', 10, 13, 18, 41, '2025-09-30'),
('a02', 's01', null, 'Bigger car park', null, 'long_term', 'property lead', 'rejected', false,
 '2025-03-12', null, null, null, 800, 'EUR', null, '2025-04-11', null, null, null, null, null, '2025-09-30');

create table marts.cmp_months as
select
    'a01' as action_id,
    's01' as store_id,
    metric,
    'points' as unit,
    cast(date '2025-04-01' + to_months(cast(k as integer)) as date) as month,
    date '2025-04-01' as start_month,
    k as months_from_start,
    if(k < 0, 3.0, 3.9) as value,
    case k when -12 then null when -11 then 3 else 11 end as n,
    if(k < 0, null, 3.1) as expected_value,
    4.0 as unaffected_mean,
    11 as unaffected_stores,
    3.8 as nearest_ten_mean,
    if(k < 0, -1.0, -0.1) as gap,
    if(k < 0, 0.0, 0.9) as gap_change
from range(-12, 6) as t (k)
cross join (values ('csat_mean'), ('queue_seconds')) as q (metric);

create table marts.cmp_effects as
select
    'a01' as action_id,
    's01' as store_id,
    metric,
    'points' as unit,
    date '2025-04-01' as start_month,
    12 as months_before,
    6 as months_after,
    121 as answers_before,
    66 as answers_after,
    11 as donors,
    3.0 as before,
    3.9 as after,
    0.85 as change,
    0.15 as expected_recovery,
    0.7 as effect,
    0.4 as effect_low,
    1.0 as effect_high,
    0.001 as p,
    0.002 as p_adjusted,
    0.43 as smallest_effect,
    0.1 as minimum_effect,
    'higher' as better,
    -0.05 as replay_effect,
    'nothing' as replay_shows,
    0.9 as naive_change,
    0.6 as naive_low,
    1.2 as naive_high,
    0.05 as donor_change,
    0.85 as did_effect,
    0.5 as did_low,
    1.2 as did_high,
    0.0001 as did_p,
    'fewer than 30 donors' as not_judged_reason,
    'not judged' as verdict,
    'fewer than 30 donors' as verdict_reason
from (values ('csat_mean'), ('queue_seconds')) as q (metric);

create table marts.cmp_pooled as
select
    programme,
    'csat_mean' as metric,
    'points' as unit,
    1 as actions,
    66 as answers_after,
    0.7 as effect,
    0.4 as effect_low,
    1.0 as effect_high,
    0.001 as p,
    0.43 as smallest_effect,
    0.1 as minimum_effect,
    'nothing' as replay_shows,
    'improved' as verdict,
    'beyond chance and large enough to matter' as verdict_reason
from (values ('all'), ('corrective')) as q (programme);

create table marts.roi_actions as
select
    action_id,
    store_id,
    kind,
    status,
    if(is_approved, 'expected_path', null) as estimator,
    is_approved as is_measured,
    if(is_approved, null, 'not approved') as not_measured_reason,
    null::varchar as not_judged_reason,
    cost,
    currency,
    start_month,
    if(is_approved, 6, null) as months_after,
    if(is_approved, 30000.0, null) as actual_sales,
    if(is_approved, 28000.0, null) as baseline_sales,
    if(is_approved, 0.0714, null) as sales_effect,
    if(is_approved, 0.01, null) as sales_effect_low,
    if(is_approved, 0.13, null) as sales_effect_high,
    if(is_approved, 2000.0, null) as incremental_sales,
    if(is_approved, 280.0, null) as incremental_sales_low,
    if(is_approved, 3640.0, null) as incremental_sales_high,
    0.25 as gross_margin_rate,
    'unit_costs' as gross_margin_source,
    if(is_approved, 500.0, null) as incremental_margin,
    if(is_approved, 70.0, null) as incremental_margin_low,
    if(is_approved, 910.0, null) as incremental_margin_high,
    null::decimal(18, 2) as retention_value,
    'by store, customers kept cannot be told from customers who only order more often' as retention_value_reason,
    if(is_approved, -11500.0, null) as net,
    if(is_approved, -11930.0, null) as net_low,
    if(is_approved, -11090.0, null) as net_high,
    if(is_approved, -0.9583, null) as roi,
    if(is_approved, -0.9942, null) as roi_low,
    if(is_approved, -0.9242, null) as roi_high,
    if(is_approved, 144, null) as payback_months,
    0.1 as discount_rate_yearly,
    if(is_approved, -11520.0, null) as npv,
    if(is_approved, -11940.0, null) as npv_low,
    if(is_approved, -11100.0, null) as npv_high,
    12 as horizon_months,
    if(is_approved, -11040.0, null) as npv_at_horizon
from marts.fct_actions;

create table marts.kpi_peer_months as
select
    store_id,
    month,
    'queue_seconds' as metric,
    if(store_id = 's01', 300.0, 120.0) as value,
    30.0 as n,
    'all stores' as compared_with,
    11 as peers,
    if(store_id = 's01', 120.0, 136.0) as peer_mean,
    120.0 as peer_p25,
    120.0 as peer_median,
    120.0 as peer_p75
from marts.kpi_store_months;

create table marts.roi_programmes as
select
    'all' as programme,
    currency,
    count(*) as actions,
    count(*) filter (is_measured) as actions_measured,
    count(*) filter (status = 'rejected') as actions_rejected,
    sum(cost) as cost,
    sum(cost) filter (is_measured) as cost_measured,
    sum(cost) filter (status = 'rejected') as cost_rejected,
    0.0 as cost_not_measured,
    sum(actual_sales) as actual_sales,
    sum(baseline_sales) as baseline_sales,
    sum(incremental_sales) as incremental_sales,
    sum(incremental_sales_low) as incremental_sales_low,
    sum(incremental_sales_high) as incremental_sales_high,
    sum(incremental_margin) as incremental_margin,
    sum(incremental_margin_low) as incremental_margin_low,
    sum(incremental_margin_high) as incremental_margin_high,
    null::decimal(18, 2) as retention_value,
    'by store, customers kept cannot be told from customers who only order more often' as retention_value_reason,
    coalesce(sum(incremental_margin), 0) - sum(cost) as net,
    coalesce(sum(incremental_margin_low), 0) - sum(cost) as net_low,
    coalesce(sum(incremental_margin_high), 0) - sum(cost) as net_high,
    -0.9 as roi,
    -1.0 as roi_low,
    -0.8 as roi_high,
    144 as payback_months,
    -11520.0 as npv,
    -11940.0 as npv_low,
    -11100.0 as npv_high,
    0 as actions_with_assumed_margin,
    0.1 as discount_rate_yearly
from marts.roi_actions
group by currency;

create table marts.roi_reconciliation as
select
    'programme' as scope,
    programme as subject,
    currency,
    8 as line_no,
    'Net return' as item,
    '5 + 6 + 7' as how,
    true as is_total,
    net as amount
from marts.roi_programmes;
