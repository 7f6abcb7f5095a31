{{ config(materialized='table') }}

with

cohort_values as (

    select * from {{ ref('int_cohort_values') }}

),

starts as (

    select * from {{ ref('int_action_starts') }}

),

members as (

    select
        cohort_values.start_month,
        cohort_values.metric,
        cohort_values.store_id,
        starts.store_id is not null as is_treated,
        cohort_values.months_from_start >= 0 as is_after,
        cohort_values.value,
        cohort_values.n
    from cohort_values
    left join starts
        on cohort_values.start_month = starts.start_month and cohort_values.store_id = starts.store_id
    where
        cohort_values.is_donor
        or starts.store_id is not null

),

sides as (

    select
        start_month,
        metric,
        store_id,
        is_treated,
        is_after,
        count(*) as periods,
        sum(n) as weight,
        sum(n * value) as total,
        sum(n * value * value) as total_squares
    from members
    group by start_month, metric, store_id, is_treated, is_after

),

final as (

    select
        sides.*,
        count(*) over (partition by start_month, metric, store_id) = 2 as is_seen_on_both
    from sides

)

select * from final
