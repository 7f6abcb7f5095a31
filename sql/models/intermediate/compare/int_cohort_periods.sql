{{ config(materialized='table') }}

with

relative as (

    select * from {{ ref('int_relative_values') }}

),

noise as (

    select * from {{ ref('int_answer_noise') }}

),

windows as (

    select * from {{ ref('int_compare_windows') }}

),

sums as (

    select
        start_month,
        metric,
        store_id,
        is_donor,
        {% for period, rows in [('before', 'months_from_start < 0'), ('after', 'months_from_start >= 0')] -%}
            count(*) filter (where {{ rows }}) as months_{{ period }},
            sum(case when {{ rows }} then n end) as n_{{ period }},
            sum(case when {{ rows }} then value_sum end) as sum_{{ period }},
            sum(case when {{ rows }} then value_sumsq end) as sumsq_{{ period }},
            sum(case when {{ rows }} then relative_n end) as relative_n_{{ period }},
            sum(case when {{ rows }} then relative_sum end) as relative_sum_{{ period }},
        {% endfor -%}
        count(*) filter (where is_recent) as recent_months,
        sum(case when is_recent then relative_n end) as relative_n_recent,
        sum(case when is_recent then relative_sum end) as relative_sum_recent
    from relative
    group by start_month, metric, store_id, is_donor

),

-- Plain means, and means relative to the donors': the latter of months that have any.
final as (

    select
        sums.start_month,
        sums.metric,
        sums.store_id,
        sums.is_donor,
        sums.is_donor and {{ has_enough_months('windows') }} as is_fitted,
        sums.months_before,
        sums.recent_months,
        sums.months_after,
        sums.n_before,
        sums.n_after,
        sums.sum_before / sums.n_before as mean_before,
        sums.sum_after / sums.n_after as mean_after,
        sums.sum_after / sums.n_after - sums.sum_before / sums.n_before as change,
        noise.answer_variance / sums.n_before + noise.answer_variance / sums.n_after as sampling_variance,
        {{ ratio(
            'sums.sumsq_before - sums.sum_before * sums.sum_before / sums.n_before'
            ~ ' + sums.sumsq_after - sums.sum_after * sums.sum_after / sums.n_after',
            'sums.n_before + sums.n_after - 2e0'
        ) }} as value_variance,
        sums.relative_sum_before / sums.relative_n_before as past_level,
        sums.relative_sum_recent / sums.relative_n_recent
        - sums.relative_sum_before / sums.relative_n_before as drift,
        sums.relative_sum_after / sums.relative_n_after as y,
        noise.answer_variance / sums.relative_n_before as level_variance,
        {{ at_least(
            'noise.answer_variance / sums.relative_n_recent'
            ~ ' - noise.answer_variance / sums.relative_n_before', '0e0'
        ) }} as drift_variance,
        noise.answer_variance / sums.relative_n_after as y_variance
    from sums
    inner join noise on sums.start_month = noise.start_month and sums.metric = noise.metric
    inner join windows on sums.start_month = windows.start_month

)

select * from final
