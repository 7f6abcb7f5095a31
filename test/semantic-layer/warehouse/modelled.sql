-- The marts that rest on fitted models and on searches, beside those of core.sql.
create table marts.clv_at_risk as
select
    'gold' as segment,
    band as alive_band,
    0.6 as p_alive,
    120.0 as expected_purchases,
    4000.0 as clv,
    900.0 as value_at_risk,
    40 as customers
from (values ('likely'), ('doubtful')) as b (band);

create table marts.clv_backtest as
select
    'all' as cut,
    'all' as part,
    date '2024-09-30' as calibrated_to,
    date '2025-03-31' as as_of,
    500 as customers,
    610.0 as expected_purchases,
    600 as actual_purchases,
    -10.0 as difference,
    -35.0 as difference_low,
    15.0 as difference_high,
    12000.0 as expected_sales,
    11800.0 as actual_sales;

create table marts.drv_score_drivers as
select
    'csat_mean' as metric,
    factor,
    'operations' as kind,
    240 as store_quarters,
    -0.4 as correlation,
    -0.35 as coefficient,
    -0.45 as coefficient_low,
    -0.25 as coefficient_high,
    1.2 as variance_inflation,
    0.15 as share,
    0.1 as share_low,
    0.2 as share_high,
    0.25 as r_squared,
    cast(null as varchar) as reason
from (values ('queue_seconds'), ('stockout_rate')) as f (factor);

create table marts.seg_found as
select
    'csat' as metric,
    'loyalty_tier' as kind,
    'none' as segment,
    'age' as other_kind,
    '18-29' as other_segment,
    120 as customers,
    3.4 as mean,
    2400 as rest_customers,
    3.9 as rest_mean,
    -0.5 as difference,
    -0.7 as difference_low,
    -0.3 as difference_high,
    0.0001 as p,
    0.004 as p_adjusted,
    true as is_found,
    'worse' as verdict;
