{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_touched_months('started_month') }}"
) }}

with

touched as (

    select month from {{ ref('int_touched_months') }}

),

sessions as (

    select * from {{ ref('stg_sales__web_sessions') }}
    where {{ month_of('started_at') }} in (select touched.month from touched)

),

final as (

    select
        session_id,
        customer_id,
        started_at,
        {{ month_of('started_at') }} as started_month,
        duration_seconds as seconds,
        pages,
        is_bounced,
        has_cart,
        has_checkout,
        order_id is not null as has_order,
        order_id
    from sessions

)

select * from final
