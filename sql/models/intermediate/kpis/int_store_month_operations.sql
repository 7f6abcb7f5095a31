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

    select * from {{ ref('fct_store_days') }}
    where month in (select touched.month from touched)

),

final as (

    select
        store_id,
        month,
        sum(visitors) as visitors,
        sum(stockout_rate) as stockout_rate_sum,
        count(stockout_rate) as stockout_days,
        sum(queue_seconds) as queue_seconds_sum,
        sum(queue_seconds * queue_seconds) as queue_seconds_sumsq,
        count(queue_seconds) as queue_days,
        sum(assortment_size) as assortment_sum,
        count(assortment_size) as assortment_days,
        sum(staff_hours) as staff_hours
    from store_days
    group by store_id, month

)

select * from final
