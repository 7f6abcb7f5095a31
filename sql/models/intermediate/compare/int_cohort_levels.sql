{{ config(materialized='table') }}

with

relative as (

    select * from {{ ref('int_relative_values') }}

),

noise as (

    select * from {{ ref('int_answer_noise') }}

),

periods as (

    select
        start_month,
        metric,
        store_id,
        is_donor,
        count(*) filter (where months_from_start < 0) as months_before,
        count(*) filter (where months_from_start between -{{ months_recent() }} and -1) as recent_months,
        count(*) filter (where months_from_start >= 0) as months_after,
        sum(case when months_from_start < 0 then n end) as n_before,
        sum(case when months_from_start between -{{ months_recent() }} and -1 then n end) as n_recent,
        sum(case when months_from_start >= 0 then n end) as n_after,
        sum(case when months_from_start < 0 then relative_sum end) as sum_before,
        sum(
            case when months_from_start between -{{ months_recent() }} and -1 then relative_sum end
        ) as sum_recent,
        sum(case when months_from_start >= 0 then relative_sum end) as sum_after
    from relative
    group by start_month, metric, store_id, is_donor

),

final as (

    select
        periods.start_month,
        periods.metric,
        periods.store_id,
        periods.is_donor and {{ has_enough_months() }} as is_donor,
        periods.sum_before / periods.n_before as past_level,
        periods.sum_recent / periods.n_recent - periods.sum_before / periods.n_before as drift,
        periods.sum_after / periods.n_after as y,
        noise.answer_variance / periods.n_before as level_variance,
        {{ at_least(
            'noise.answer_variance / periods.n_recent - noise.answer_variance / periods.n_before', '0e0'
        ) }} as drift_variance,
        noise.answer_variance / periods.n_after as y_variance
    from periods
    inner join noise on periods.start_month = noise.start_month and periods.metric = noise.metric
    where
        periods.n_before > 0e0
        and periods.n_recent > 0e0
        and periods.n_after > 0e0

)

select * from final
