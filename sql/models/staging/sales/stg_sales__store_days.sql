{{ config(materialized='incremental', unique_key=['store_id', 'day']) }}

with

newest as (

    {{ newest_rows(
        source('sales', 'store_days'),
        extract='store_days',
        key=['store_id', 'day'],
        event_at='day'
    ) }}

),

final as (

    select
        store_id,
        day,
        visitors,
        stockout_rate,
        assortment_size,
        queue_seconds,
        staff_hours,
        {{ version_columns() }}
    from newest

)

select * from final
