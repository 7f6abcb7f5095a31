with

estimates as (

    select * from {{ ref('int_effect_estimates') }}

),

donors as (

    select * from {{ ref('int_cohort_periods') }}
    where
        is_donor
        and change is not null

),

-- Each donor as if it had been treated, against the others: what chance alone shows.
placebos as (

    select
        estimates.action_id,
        estimates.metric,
        count(*) filter (
            where abs(donors.change - estimates.donor_change) * estimates.n0 / nullif(estimates.n0 - 1e0, 0e0)
            > abs(estimates.effect)
        ) as beyond
    from estimates
    inner join donors on estimates.start_month = donors.start_month and estimates.metric = donors.metric
    group by estimates.action_id, estimates.metric

),

scatters as (

    select
        start_month,
        metric,
        store_id,
        sum(periods) - 2 as df,
        sum(total_squares - total * total / weight) as squares,
        sum(1e0 / weight) as inverse
    from {{ ref('did_sides') }}
    where
        is_treated
        and is_seen_on_both
    group by start_month, metric, store_id

),

errors as (

    select
        estimates.action_id,
        estimates.metric,
        estimates.store_id,
        estimates.start_month,
        estimates.months_before,
        estimates.months_after,
        estimates.donors,
        estimates.mean_before,
        estimates.mean_after,
        estimates.change as naive,
        sqrt({{ at_least(ratio('scatters.squares', 'scatters.df'), '0e0') }} * scatters.inverse)
            as naive_error,
        case when scatters.df >= 1 then cast(scatters.df as double) end as naive_df,
        estimates.donor_change,
        estimates.effect as did,
        case when estimates.df >= 1e0 then estimates.effect_error end as did_error,
        estimates.df as did_df,
        case when placebos.beyond is not null then placebos.beyond + 1 end as placebo_rank,
        estimates.donors + 1 as placebo_of
    from estimates
    left join placebos on estimates.action_id = placebos.action_id and estimates.metric = placebos.metric
    left join scatters
        on
            estimates.start_month = scatters.start_month
            and estimates.metric = scatters.metric
            and estimates.store_id = scatters.store_id

),

final as (

    select
        errors.*,
        {{ student_t_975('naive_df') }} * naive_error as naive_margin,
        {{ student_t_p('naive / nullif(naive_error, 0e0)', 'naive_df') }} as naive_p,
        {{ student_t_975('did_df') }} * did_error as did_margin,
        {{ student_t_p('did / nullif(did_error, 0e0)', 'did_df') }} as did_p
    from errors

)

select * from final
