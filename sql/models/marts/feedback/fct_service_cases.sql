{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_touched_months('opened_month') }}"
) }}

with

touched as (

    select month from {{ ref('int_touched_months') }}

),

cases as (

    select * from {{ ref('stg_feedback__service_cases') }}
    where {{ month_of('opened_at') }} in (select touched.month from touched)

),

final as (

    select
        case_id,
        channel,
        topic,
        department,
        store_id,
        customer_id,
        opened_at,
        {{ month_of('opened_at') }} as opened_month,
        {{ seconds_between('opened_at', 'first_reply_at') }} / 60e0 as first_reply_minutes,
        {{ seconds_between('opened_at', 'resolved_at') }} / 3600e0 as resolution_hours,
        resolved_at is not null as is_resolved,
        reopened_count,
        csat
    from cases

)

select * from final
