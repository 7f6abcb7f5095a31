{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_touched_months('posted_month') }}"
) }}

with

touched as (

    select month from {{ ref('int_touched_months') }}

),

reviews as (

    select * from {{ ref('stg_feedback__reviews') }}
    where {{ month_of('posted_at') }} in (select touched.month from touched)

),

final as (

    select
        review_id,
        source,
        rating,
        store_id,
        product_id,
        customer_id,
        posted_at,
        {{ month_of('posted_at') }} as posted_month,
        replied_at is not null as is_replied,
        {{ seconds_between('posted_at', 'replied_at') }} / 3600e0 as reply_hours
    from reviews

)

select * from final
