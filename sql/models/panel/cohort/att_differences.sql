{{ config(materialized='table') }}

with

month_values as (

    select * from {{ ref('int_store_month_metrics') }}

),

starts as (

    select * from {{ ref('int_action_starts') }}

),

cohorts as (

    select distinct start_month from starts

),

-- Every unit of a cohort and every unit that never starts: the value in the month before the start.
bases as (

    select
        cohorts.start_month,
        month_values.metric,
        month_values.store_id,
        starts.store_id is not null as is_treated,
        month_values.value
    from cohorts
    inner join month_values
        on {{ month_index('month_values.month') }} = {{ month_index('cohorts.start_month') }} - 1
    left join starts on month_values.store_id = starts.store_id
    where
        starts.store_id is null
        or starts.start_month = cohorts.start_month

),

final as (

    select
        bases.start_month,
        bases.metric,
        {{ month_index('month_values.month') }} - {{ month_index('bases.start_month') }} as months_from_start,
        month_values.month,
        bases.store_id,
        bases.is_treated,
        month_values.value - bases.value as difference
    from bases
    inner join month_values
        on bases.metric = month_values.metric and bases.store_id = month_values.store_id

)

select * from final
