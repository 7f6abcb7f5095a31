-- The marts about customers, segments and campaigns, beside those of core.sql.
create table marts.seg_months as
select
    'loyalty' as family,
    'loyalty_tier' as kind,
    segment,
    month,
    'contractual' as churn_basis,
    100 as customers_start,
    5 as customers_new,
    10 as customers_lost,
    95 as customers_end,
    40 as buyers,
    60 as orders,
    cast(6000 as decimal(18, 4)) as sales,
    0.1 as churn_rate,
    0.055 as churn_rate_low,
    0.174 as churn_rate_high,
    20.0 as nps,
    -5.0 as nps_low,
    45.0 as nps_high,
    40 as nps_n,
    0.75 as csat_share,
    0.6 as csat_share_low,
    0.86 as csat_share_high,
    3.9 as csat_mean,
    3.6 as csat_mean_low,
    4.2 as csat_mean_high,
    40 as csat_n,
    5.1 as ces_mean,
    4.7 as ces_mean_low,
    5.5 as ces_mean_high,
    40 as ces_n
from (values ('gold'), ('none')) as s (segment)
cross join (values (date '2025-01-01'), (date '2025-02-01')) as m (month);

create table marts.roi_campaigns as
select
    'k1' as campaign_id,
    'Spring' as name,
    'email' as channel,
    'retention' as kind,
    date '2025-03-01' as started_on,
    date '2025-03-31' as ended_on,
    cast(1000 as decimal(18, 4)) as cost,
    'EUR' as currency,
    200 as reached,
    200 as contacted,
    20 as responses,
    0.1 as response_rate,
    0.066 as response_rate_low,
    0.15 as response_rate_high,
    0 as new_customers,
    40 as conversions,
    0.2 as conversion_rate,
    0.15 as conversion_rate_low,
    0.26 as conversion_rate_high,
    null::double as cost_per_new_customer,
    25.0 as cost_per_conversion,
    cast(8000 as decimal(18, 4)) as attributed_sales,
    1.4 as attributed_return,
    true as is_measured,
    null::varchar as not_measured_reason,
    200 as customers_compared,
    4000.0 as incremental_sales,
    -500.0 as incremental_sales_low,
    8500.0 as incremental_sales_high,
    200.0 as net,
    -1150.0 as net_low,
    1550.0 as net_high,
    0.2 as roi,
    -1.15 as roi_low,
    1.55 as roi_high;

create table marts.roi_campaign_milestones as
select
    'k1' as campaign_id,
    milestone,
    date '2025-03-15' as due_on,
    milestone as measure,
    100.0 as target,
    value,
    null::double as value_low,
    null::double as value_high,
    value / 100.0 as attained,
    status
from (values ('contacted', 200.0, 'reached'), ('responses', 20.0, 'missed')) as m (milestone, value, status);

-- How long customers stay: one curve, of two days.
create table marts.survival_curves as
select basis, kind, segment, cast(day as bigint) as day, cast(customers as bigint) as customers, cast(at_risk as bigint) as at_risk, cast(customers_lost as bigint) as customers_lost, survival::double as survival, survival_low::double as survival_low, survival_high::double as survival_high
from (values
  ('non_contractual', 'all', 'all', 90, 100, 80, 8, 0.9, 0.81, 0.95),
  ('non_contractual', 'all', 'all', 180, 100, 40, 4, 0.81, 0.69, 0.89)
) as curves(basis, kind, segment, day, customers, at_risk, customers_lost, survival, survival_low, survival_high);
