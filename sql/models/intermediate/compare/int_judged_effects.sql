with

estimates as (

    select * from {{ ref('int_effect_estimates') }}

),

expected as (

    select * from {{ ref('int_expected_effects') }}
    where not is_replay

),

metrics as (

    select * from {{ ref('compared_metrics') }}

),

windows as (

    select * from {{ ref('int_compare_windows') }}

),

joined as (

    select
        estimates.action_id,
        estimates.metric,
        estimates.store_id,
        estimates.start_month,
        estimates.months_before,
        estimates.recent_months,
        estimates.months_after,
        estimates.n_before,
        estimates.n_after,
        estimates.donors,
        estimates.mean_before,
        estimates.mean_after,
        estimates.change as naive_change,
        estimates.naive_margin,
        estimates.donor_change,
        estimates.effect as did_effect,
        estimates.effect_margin as did_margin,
        estimates.t as did_t,
        estimates.df as did_df,
        metrics.scale,
        metrics.unit,
        metrics.better,
        metrics.minimum_effect,
        windows.window_before,
        windows.window_recent,
        windows.window_after,
        expected.change,
        expected.expected_recovery,
        expected.effect,
        expected.margin,
        expected.standard_error,
        expected.p
    from estimates
    inner join metrics on estimates.metric = metrics.metric
    inner join windows on estimates.start_month = windows.start_month
    left join expected
        on estimates.action_id = expected.comparison_id and estimates.metric = expected.metric

),

final as (

    select
        joined.*,
        {{ not_judged_reason() }} as not_judged_reason
    from joined

)

select * from final
