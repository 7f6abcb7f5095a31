{{ config(materialized='table') }}

with

starts as (

    select * from {{ ref('int_compared_starts') }}

),

positions as (

    select * from {{ ref('int_expected_positions') }}

),

spreads as (

    select * from {{ ref('int_expected_spreads') }}

),

measured as (

    select
        starts.comparison_id,
        starts.is_replay,
        positions.start_month,
        positions.metric,
        positions.store_id,
        positions.donors,
        positions.y - positions.past_level as change,
        positions.y - positions.expected as error,
        positions.is_donor,
        positions.leverage,
        sqrt(
            (
                spreads.constant + positions.variance
                + spreads.slope_below * positions.below + spreads.slope_falling * positions.falling
            ) * (1e0 + positions.leverage)
        ) as standard_error,
        case when positions.donors >= 5 then positions.donors - 4e0 end as df
    from starts
    inner join positions
        on starts.start_month = positions.start_month and starts.store_id = positions.store_id
    inner join spreads
        on positions.start_month = spreads.start_month and positions.metric = spreads.metric

),

-- A replayed store is a donor of its own month: the fit without it would leave its error ÷ (1 − leverage).
effects as (

    select
        measured.*,
        case when is_donor then error / nullif(1e0 - leverage, 0e0) else error end as effect
    from measured

),

final as (

    select
        comparison_id,
        is_replay,
        start_month,
        metric,
        store_id,
        donors,
        change,
        change - effect as expected_recovery,
        effect,
        standard_error,
        df,
        {{ student_t_975('df') }} * standard_error as margin,
        {{ student_t_p('effect / nullif(standard_error, 0e0)', 'df') }} as p
    from effects

)

select * from final
