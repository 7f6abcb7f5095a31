{{ config(materialized='table') }}

with

cohort_values as (

    select * from {{ ref('int_cohort_values') }}

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
        count(*) filter (where months_from_start >= 0) as months_after,
        count(*) filter (where months_from_start between -{{ months_recent() }} and -1) as recent_months,
        sum(case when months_from_start < 0 then n end) as n_before,
        sum(case when months_from_start >= 0 then n end) as n_after,
        sum(case when months_from_start < 0 then value_sum end) as sum_before,
        sum(case when months_from_start >= 0 then value_sum end) as sum_after,
        sum(case when months_from_start < 0 then value_sumsq end) as sumsq_before,
        sum(case when months_from_start >= 0 then value_sumsq end) as sumsq_after
    from cohort_values
    group by start_month, metric, store_id, is_donor

),

final as (

    select
        periods.start_month,
        periods.metric,
        periods.store_id,
        periods.is_donor,
        periods.months_before,
        periods.months_after,
        periods.recent_months,
        periods.n_before,
        periods.n_after,
        periods.sum_before / periods.n_before as mean_before,
        periods.sum_after / periods.n_after as mean_after,
        periods.sum_after / periods.n_after - periods.sum_before / periods.n_before as change,
        noise.answer_variance / periods.n_before
        + noise.answer_variance / periods.n_after as sampling_variance,
        {{ ratio(
            'periods.sumsq_before - periods.sum_before * periods.sum_before / periods.n_before'
            ~ ' + periods.sumsq_after - periods.sum_after * periods.sum_after / periods.n_after',
            'periods.n_before + periods.n_after - 2e0'
        ) }} as value_variance
    from periods
    inner join noise on periods.start_month = noise.start_month and periods.metric = noise.metric

)

select * from final
