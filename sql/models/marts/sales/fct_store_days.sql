{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_touched_months('month') }}"
) }}

with

touched as (

    select month from {{ ref('int_touched_months') }}

),

store_days as (

    select * from {{ ref('stg_sales__store_days') }}
    where {{ month_of('day') }} in (select touched.month from touched)

),

final as (

    select
        store_id,
        day,
        {{ month_of('day') }} as month,
        visitors,
        stockout_rate,
        assortment_size,
        queue_seconds,
        staff_hours
    from store_days

)

select * from final
