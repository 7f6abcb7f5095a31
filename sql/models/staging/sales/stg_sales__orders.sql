{{ config(materialized='incremental', unique_key=['order_id']) }}

with

newest as (

    {{ newest_rows(
        source('sales', 'orders'),
        extract='orders',
        key=['order_id'],
        event_at='ordered_at'
    ) }}

),

final as (

    select
        order_id,
        store_id,
        customer_id,
        channel,
        {{ moment('ordered_at') }} as ordered_at,
        status,
        currency,
        {{ version_columns() }}
    from newest

)

select * from final
