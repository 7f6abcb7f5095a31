{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_touched_weeks() }}"
) }}

with

dates as (

    select
        day,
        {{ month_of('day') }} as month,
        retail_week_starts_on,
        comparable_week_starts_on
    from {{ ref('dim_dates') }}
    where retail_week_starts_on in ({{ touched_weeks() }})

),

orders as (

    select * from {{ ref('fct_orders') }}
    where
        not is_cancelled
        and ordered_month in (select dates.month from dates)

),

store_days as (

    select * from {{ ref('fct_store_days') }}
    where month in (select dates.month from dates)

),

days as (

    select
        store_id,
        cast(ordered_at as date) as day,
        1 as orders,
        sales,
        units,
        cast(null as bigint) as visitors
    from orders
    union all
    select
        store_id,
        day,
        0 as orders,
        0 as sales,
        0 as units,
        visitors
    from store_days

),

final as (

    select
        coalesce(days.store_id, '') as store_id,
        dates.retail_week_starts_on,
        dates.comparable_week_starts_on,
        min(days.day) as first_day,
        cast(sum(days.orders) as bigint) as orders,
        sum(days.sales) as sales,
        sum(days.units) as units,
        cast(sum(days.visitors) as bigint) as visitors
    from days
    inner join dates on days.day = dates.day
    group by coalesce(days.store_id, ''), dates.retail_week_starts_on, dates.comparable_week_starts_on

)

select * from final
