{{ config(materialized='table') }}

with

gaps as (

    select * from {{ ref('int_order_gaps') }}

),

assumptions as (

    select churn_minimum_days from {{ ref('int_assumptions') }}

),

-- Nearest rank: the shortest gap that at least 90 % of the gaps do not exceed. Whole numbers, so exact.
percentiles as (

    select
        segment,
        max(gaps_in_segment) as gaps,
        min(case when 10 * gaps_up_to >= 9 * gaps_in_segment then gap_days end) as gap_days_p90
    from gaps
    group by segment

),

final as (

    select
        percentiles.segment,
        percentiles.gaps,
        percentiles.gap_days_p90,
        case
            when percentiles.gap_days_p90 > assumptions.churn_minimum_days then percentiles.gap_days_p90
            else cast(assumptions.churn_minimum_days as bigint)
        end as limit_days
    from percentiles
    cross join assumptions

)

select * from final
