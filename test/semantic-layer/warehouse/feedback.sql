-- The rest of the small warehouse of core.sql: survey answers by department, and who was asked.
create table marts.kpi_department_months as
select
    period,
    starts_on,
    area,
    detail,
    if(area = 'company', null, 'FR') as country,
    if(area = 'company', null, 'West') as state,
    if(area = 'store', 's01', null) as store_id,
    if(detail = 'all', null, department) as department,
    if(detail = 'touchpoint', 'till', null) as touchpoint,
    if(department = 'toys', null, n) as nps_responses,
    if(department = 'toys', null, n // 2) as nps_promoters,
    if(department = 'toys', null, n // 4) as nps_detractors,
    if(department = 'toys', null, n) as csat_responses,
    if(department = 'toys', null, n - 3) as csat_satisfied,
    if(department = 'toys', null, 4 * n) as csat_score_sum,
    if(department = 'toys', null, 18 * n) as csat_score_sumsq,
    if(department = 'toys', null, n) as ces_responses,
    if(department = 'toys', null, n - 2) as ces_easy,
    if(department = 'toys', null, 5 * n) as ces_score_sum,
    if(department = 'toys', null, 27 * n) as ces_score_sumsq,
    department = 'toys' as nps_is_withheld,
    department = 'toys' as csat_is_withheld,
    department = 'toys' as ces_is_withheld
from (values ('month', date '2025-01-01', 1), ('month', date '2025-02-01', 2), ('quarter', date '2025-01-01', 3))
    as periods (period, starts_on, times)
cross join (values ('company'), ('state'), ('store')) as areas (area)
cross join (values ('all'), ('department'), ('touchpoint')) as details (detail)
cross join (
    select
        department,
        base * times as n,
        times as of_times
    from (values ('food', 20), ('garden', 12), ('toys', 6)) as departments (department, base)
    cross join range(1, 4) as t (times)
) as sizes
where of_times = times and (detail <> 'all' or department = 'food');

create table marts.kpi_response_months as
select
    store_id,
    channel,
    month,
    if(channel = 'email', 40, 0) as invitations,
    if(channel = 'email', 9, 0) as invitations_answered,
    if(channel = 'email', 9, 12) as responses
from marts.kpi_store_months
cross join (values ('email'), ('kiosk')) as channels (channel);

create table marts.kpi_coverage_months as
select
    store_id,
    month,
    if(store_id = 's12', 4, 80) as buyers,
    if(store_id = 's12', 1, 20) as buyers_invited,
    if(store_id = 's12', 1, 9) as buyers_answering
from marts.kpi_store_months;

create table marts.fct_service_cases as
select
    format('x{}', i) as case_id,
    if(i % 2 = 0, 'phone', 'email') as channel,
    'delivery' as topic,
    'delivery' as department,
    if(i % 3 = 0, 's01', 's02') as store_id,
    timestamp '2025-01-31 22:00:00' + to_hours(cast(i as integer)) as opened_at,
    cast(date_trunc('month', opened_at) as date) as opened_month,
    if(i % 5 = 0, null, 10.0 + i) as first_reply_minutes,
    if(i % 4 = 0, null, 2.0 * i) as resolution_hours,
    i % 4 <> 0 as is_resolved,
    if(i % 7 = 0, 2, 0) as reopened_count,
    if(i % 2 = 0, 1 + i % 5, null) as csat
from range(1, 41) as t (i);

create table marts.kpi_public_voice_months as
select
    voice,
    if(voice = 'review', 'map_listing', 'reddit') as source,
    store_id,
    month,
    6 as posts,
    if(voice = 'review', 6, 0) as ratings,
    if(voice = 'review', 21.0, null) as rating_score_sum,
    if(voice = 'review', 83.0, null) as rating_score_sumsq,
    if(voice = 'review', 2, 0) as low_ratings,
    if(voice = 'review', null, 90) as engagement,
    3 as replied,
    36.0 as reply_hours_sum
from marts.kpi_store_months
cross join (values ('review'), ('social')) as voices (voice);

create table marts.kpi_web_months as
select
    month,
    visitor,
    100 as sessions,
    9000.0 as seconds_sum,
    if(visitor = 'known', 500, 300) as pages,
    if(visitor = 'known', 20, 60) as bounces,
    if(visitor = 'known', 40, 0) as carts,
    if(visitor = 'known', 24, 0) as carts_abandoned,
    if(visitor = 'known', 20, 0) as checkouts,
    if(visitor = 'known', 4, 0) as checkouts_abandoned,
    if(visitor = 'known', 16, 0) as sessions_with_order
from (select distinct month from marts.kpi_store_months)
cross join (values ('known'), ('unknown')) as visitors (visitor);

create table marts.dim_dates as
select
    cast(day as date) as day,
    2024 as retail_year,
    4 as retail_quarter,
    12 as retail_period,
    52 as retail_week,
    date '2025-01-26' as retail_week_starts_on,
    date '2024-01-28' as comparable_week_starts_on
from range(date '2025-01-26', date '2025-02-03', interval '1 day') as t (day);

create table marts.kpi_retail_weeks as
select
    store_id,
    date '2025-02-02' as retail_week_starts_on,
    2025 as retail_year,
    1 as retail_quarter,
    1 as retail_period,
    1 as retail_week,
    true as is_complete,
    100 as orders,
    1000.0 as sales,
    150.0 as units,
    500 as visitors,
    date '2024-02-04' as comparable_week_starts_on,
    if(store_id = 's01', null, 1000.0) as comparable_sales,
    if(store_id = 's01', null, 800.0) as sales_last_year,
    if(store_id = 's01', null, 100) as comparable_orders,
    if(store_id = 's01', null, 90) as orders_last_year
from marts.dim_stores;
