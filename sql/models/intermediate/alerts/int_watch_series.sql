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

sales as (

    select
        store_id,
        month,
        cast(orders as double) as n,
        ln({{ ratio('sales_with_area', 'floor_area_sqft') }}) as log_sales
    from {{ ref('int_store_months') }}
    where
        store_id <> ''
        and month in ({{ reached_months(0) }})
        and sales_with_area > 0
        and floor_area_sqft > 0

),

topics as (

    select * from {{ ref('int_store_month_topics') }}
    where month in ({{ reached_months(0) }})

),

shares as (

    select
        store_id,
        month,
        'complaint_share' as metric,
        sum(judged_texts) as n,
        sum(unhappy_texts) as hits
    from topics
    where topic = ''
    group by store_id, month
    union all
    select
        store_id,
        month,
        'queue_topic_share' as metric,
        sum(case when topic = '' then texts else 0 end) as n,
        sum(case when topic = 'queue' then texts else 0 end) as hits
    from topics
    group by store_id, month

),

final as (

    select
        store_id,
        month,
        metric,
        'linear' as scale,
        1e0 as direction,
        cast(responses as double) as n,
        cast(value_sum as double) as value_sum,
        cast(value_sumsq as double) as value_sumsq
    from surveys
    union all
    select
        store_id,
        month,
        'sales_per_sqft' as metric,
        'log' as scale,
        1e0 as direction,
        n,
        n * log_sales as value_sum,
        n * log_sales * log_sales as value_sumsq
    from sales
    union all
    select
        store_id,
        month,
        metric,
        'share' as scale,
        -1e0 as direction,
        cast(n as double) as n,
        cast(hits as double) as value_sum,
        cast(hits as double) as value_sumsq
    from shares
    where n > 0

)

select * from final
