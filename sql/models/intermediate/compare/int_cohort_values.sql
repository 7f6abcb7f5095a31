{{ config(materialized='table') }}

with

values_by_month as (

    select * from {{ ref('int_store_month_metrics') }}

),

starts as (

    select * from {{ ref('int_compared_starts') }}

),

windows as (

    select * from {{ ref('int_compare_windows') }}

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
        windows.start_month,
        windows.window_before,
        windows.window_recent,
        windows.window_after,
        values_by_month.*,
        {{ month_index('values_by_month.month') }}
        - {{ month_index('windows.start_month') }} as months_from_start
    from values_by_month
    cross join windows

),

-- A donor is a store that nothing was begun at until the months compared are over.
final as (

    select
        numbered.start_month,
        numbered.metric,
        numbered.store_id,
        numbered.month,
        numbered.months_from_start,
        numbered.months_from_start between -numbered.window_recent and -1 as is_recent,
        numbered.value,
        numbered.n,
        numbered.value_sum,
        numbered.value_sumsq,
        first_starts.first_start is null
        or {{ month_index('first_starts.first_start') }}
        - {{ month_index('numbered.start_month') }} >= numbered.window_after as is_donor
    from numbered
    left join first_starts on numbered.store_id = first_starts.store_id
    where numbered.months_from_start between -numbered.window_before and numbered.window_after - 1

)

select * from final
