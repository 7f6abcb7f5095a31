{{ config(materialized='table') }}

with

starts as (

    select * from {{ ref('int_action_starts') }}

),

changes as (

    select * from {{ ref('int_cohort_periods') }}

),

donors as (

    select * from {{ ref('int_cohort_donors') }}

),

metrics as (

    select * from {{ ref('compared_metrics') }}

),

measured as (

    select
        starts.action_id,
        changes.start_month,
        changes.metric,
        changes.store_id,
        changes.months_before,
        changes.months_after,
        changes.recent_months,
        changes.n_before,
        changes.n_after,
        changes.mean_before,
        changes.mean_after,
        changes.change,
        changes.sampling_variance,
        changes.value_variance,
        coalesce(donors.donors, 0) as donors,
        donors.mean_change as donor_change,
        changes.change - donors.mean_change as effect,
        cast(donors.donors as double) as n0,
        donors.change_variance
    from starts
    inner join changes on starts.start_month = changes.start_month and starts.store_id = changes.store_id
    left join donors on changes.start_month = donors.start_month and changes.metric = donors.metric

),

errors as (

    select
        measured.*,
        sqrt(measured.change_variance + measured.sampling_variance)
        * sqrt(1e0 + 1e0 / measured.n0) as effect_error,
        case
            when metrics.scale = 'log'
                then sqrt(
                    case when measured.value_variance > 0e0 then measured.value_variance else 0e0 end
                    * (1e0 / measured.n_before + 1e0 / measured.n_after)
                ) * {{ student_t_975('(measured.n_before + measured.n_after - 2e0)') }}
            else sqrt(measured.sampling_variance) * 1.95996398454005e0
        end as naive_margin
    from measured
    inner join metrics on measured.metric = metrics.metric

),

final as (

    select
        errors.*,
        {{ student_t_975('(n0 - 1e0)') }} * effect_error as effect_margin,
        effect / nullif(effect_error, 0e0) as t,
        case when n0 >= 2e0 then n0 - 1e0 end as df
    from errors

)

select * from final
