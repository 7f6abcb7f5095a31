{{ config(materialized='table') }}

with

values_by_month as (

    select * from {{ ref('int_store_month_metrics') }}

),

starts as (

    select * from {{ ref('int_compared_starts') }}

),

cohorts as (

    select distinct start_month from starts

),

first_starts as (

    select
        store_id,
        min(start_month) as first_start
    from starts
    where not is_replay
    group by store_id

),

numbered as (

    select
        cohorts.start_month,
        values_by_month.*,
        {{ month_index('values_by_month.month') }}
        - {{ month_index('cohorts.start_month') }} as months_from_start
    from values_by_month
    cross join cohorts

),

-- A donor is a store that nothing was begun at until the months compared are over.
final as (

    select
        numbered.start_month,
        numbered.metric,
        numbered.store_id,
        numbered.month,
        numbered.months_from_start,
        numbered.value,
        numbered.n,
        numbered.value_sum,
        numbered.value_sumsq,
        first_starts.first_start is null
        or {{ month_index('first_starts.first_start') }}
        - {{ month_index('numbered.start_month') }} >= {{ months_after() }} as is_donor
    from numbered
    left join first_starts on numbered.store_id = first_starts.store_id
    where numbered.months_from_start between -{{ months_before() }} and {{ months_after() }} - 1

)

select * from final
