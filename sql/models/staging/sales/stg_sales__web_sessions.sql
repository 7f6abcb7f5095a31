{{ config(materialized='incremental', unique_key=['session_id']) }}

with

newest as (

    {{ newest_rows(
        source('sales', 'web_sessions'),
        extract='web_sessions',
        key=['session_id'],
        event_at='started_at'
    ) }}

),

final as (

    select
        session_id,
        customer_id,
        {{ moment('started_at') }} as started_at,
        seconds as duration_seconds,
        pages,
        bounced as is_bounced,
        cart_created as has_cart,
        checkout_started as has_checkout,
        order_id,
        {{ version_columns() }}
    from newest

)

select * from final
