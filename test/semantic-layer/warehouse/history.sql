-- The marts about how customers come, stay and change, and about what people write.
create table marts.retention_cohorts as
select 'contractual' as basis, date '2025-01-01' as cohort_month, cast(months_since as bigint) as months_since,
    40 as customers, 40 - 2 * months_since as retained, 10 as ordered
from range(3) as ages (months_since);

create table marts.repeat_purchases as
select month, 50 as customers, 20 as repeated, cast(90 as bigint) as window_days, in_window as repeated_in_window,
    31 as days_to_second_median
from (values (date '2025-01-01', 15), (date '2025-02-01', null)) as months (month, in_window);

create table marts.acquisition_channel_months as
select date '2025-01-01' as month, channel, joined as customers_new, earned as customers_earned,
    cast(cost as decimal(18, 4)) as acquisition_cost
from (values ('email', 20, 0, 400), ('referral', 10, 10, 0), ('radio', 0, 0, 100)) as channels (channel, joined, earned, cost);

create table marts.acquisition_months as
select month, 100 as customers_start, sum(customers_new)::bigint as customers_new,
    sum(customers_earned)::bigint as customers_earned, sum(acquisition_cost) as acquisition_cost
from marts.acquisition_channel_months group by month;

create table marts.earned_growth_years as
select date '2024-01-01' as year_starts_on, date '2024-12-31' as year_ends_on, 100 as customers_last_year,
    80 as customers_kept, 5 as customers_returned, 20 as customers_new_earned, 10 as customers_new_bought,
    cast(1000 as decimal(18, 4)) as sales_last_year, cast(1200 as decimal(18, 4)) as sales,
    cast(850 as decimal(18, 4)) as sales_kept, cast(50 as decimal(18, 4)) as sales_returned,
    cast(250 as decimal(18, 4)) as sales_new_earned, cast(50 as decimal(18, 4)) as sales_new_bought,
    cast(10 as decimal(18, 4)) as sales_without_customer, 0.85 as net_revenue_retention, 0.25 as earned_new_revenue,
    0.05 as bought_new_revenue, 0.1 as earned_growth;

-- Six customers of the tier gold, of whom one becomes silver and leaves.
create table marts.dim_customer_versions as
select 'c' || i as customer_id, version as version_no, from_day::timestamp as valid_from, to_day::timestamp as valid_to,
    to_day is null as is_current, tier = 'silver' as is_lost, date '2024-01-01' as joined_on,
    case when tier = 'silver' then date '2025-02-01' end as left_on, null::varchar as leave_reason,
    'web' as acquisition_channel, null::varchar as gender, 'North' as region, tier as loyalty_tier,
    null::varchar as company_size, true as has_consent
from (
    select i, 1 as version, date '2024-01-01' as from_day, case when i = 1 then date '2025-02-01' end as to_day, 'gold' as tier
    from range(1, 7) as customers (i)
    union all select 1, 2, date '2025-02-01', null, 'silver'
);

create table marts.seg_customers as
select 'c' || i as customer_id, 'loyalty' as family, 'loyalty_tier' as kind,
    case when i <= 2 then 'none' else 'gold' end as segment
from range(1, 9) as customers (i);

create table marts.nps_events as
select 'Store opening' as name, 'store' as scope, 's1' as scope_value, phase, starts::date as phase_starts_on,
    ends::date as phase_ends_on, true as is_over, nps::double as nps, nps - 9e0 as nps_low, nps + 9e0 as nps_high,
    n as nps_n, nps - 20e0 as nps_change, nps - 32e0 as nps_change_low, nps - 8e0 as nps_change_high
from (values
    ('before', '2025-01-01', '2025-01-30', 20, 90),
    ('during', '2025-01-31', '2025-02-02', null, null),
    ('after', '2025-02-03', '2025-03-04', 45, 80)
) as phases (phase, starts, ends, nps, n);

create table marts.kpi_experience_months as
select month, 10 as experience_n, 700e0 as experience_score_sum, 50000e0 as experience_score_sumsq
from (values (date '2025-01-01'), (date '2025-02-01')) as months (month);

create table marts.kpi_topic_months as
select 'survey' as wrote_in, date '2025-01-01' as month, topic, mentions, texts as share_n, unhappy as mentions_of_unhappy,
    unhappy_texts as share_of_unhappy_n, unhappy as unhappy_mentions, mentions as unhappy_share_n,
    texts is null as share_is_withheld, texts is null as share_of_unhappy_is_withheld,
    texts is null as unhappy_share_is_withheld
from (values ('queue', 20, 100, 12, 30), ('staff', 50, 100, 5, 30), ('price', null, null, null, null))
    as topics (topic, mentions, texts, unhappy, unhappy_texts);
