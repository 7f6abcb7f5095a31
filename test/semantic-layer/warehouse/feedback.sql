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
