{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_touched_months('posted_month') }}"
) }}

with

touched as (

    select month from {{ ref('int_touched_months') }}

),

mentions as (

    select * from {{ ref('stg_feedback__social_mentions') }}
    where {{ month_of('posted_at') }} in (select touched.month from touched)

),

final as (

    select
        mention_id,
        network,
        store_id,
        likes,
        shares,
        replies,
        likes + shares + replies as engagement,
        posted_at,
        {{ month_of('posted_at') }} as posted_month,
        replied_at is not null as is_replied,
        {{ seconds_between('posted_at', 'replied_at') }} / 3600e0 as reply_hours
    from mentions

)

select * from final
