{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_reached_months(0) }}"
) }}

with

surveys as (

    select * from {{ ref('int_store_month_surveys') }}
    where
        store_id <> ''
        and month in ({{ reached_months(0) }})

),

operations as (

    select * from {{ ref('int_store_month_operations') }}
    where
        queue_days > 0
        and month in ({{ reached_months(0) }})

),

store_months as (

    select * from {{ ref('int_store_months') }}
    where
        store_id <> ''
        and month in ({{ reached_months(0) }})
        and sales_with_area > 0
        and floor_area_sqft > 0

),

sales as (

    select
        store_id,
        month,
        {{ ratio('sales_with_area', 'floor_area_sqft') }} as sales_per_sqft
    from store_months

),

final as (

    select
        store_id,
        month,
        case metric when 'nps' then 'nps' when 'csat' then 'csat_mean' else 'ces_mean' end as metric,
        {{ ratio('value_sum', 'responses') }} as value,
        cast(responses as double) as n,
        cast(value_sum as double) as value_sum,
        cast(value_sumsq as double) as value_sumsq
    from surveys
    union all
    select
        store_id,
        month,
        'queue_seconds' as metric,
        {{ ratio('queue_seconds_sum', 'queue_days') }} as value,
        cast(queue_days as double) as n,
        queue_seconds_sum as value_sum,
        queue_seconds_sumsq as value_sumsq
    from operations
    union all
    select
        store_id,
        month,
        'sales_per_sqft' as metric,
        sales_per_sqft as value,
        1e0 as n,
        ln(sales_per_sqft) as value_sum,
        ln(sales_per_sqft) * ln(sales_per_sqft) as value_sumsq
    from sales

)

select * from final
