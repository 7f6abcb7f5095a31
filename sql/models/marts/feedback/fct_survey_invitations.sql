{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_touched_months('sent_month') }}"
) }}

with

touched as (

    select month from {{ ref('int_touched_months') }}

),

invitations as (

    select * from {{ ref('stg_feedback__survey_invitations') }}
    where {{ month_of('sent_at') }} in (select touched.month from touched)

),

final as (

    select
        invitation_id,
        customer_id,
        store_id,
        channel,
        sent_at,
        {{ month_of('sent_at') }} as sent_month,
        response_id,
        response_id is not null as is_answered
    from invitations

)

select * from final
