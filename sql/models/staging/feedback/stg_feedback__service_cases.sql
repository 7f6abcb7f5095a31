{{ config(materialized='incremental', unique_key=['case_id']) }}

with

newest as (

    {{ newest_rows(
        source('feedback', 'service_cases'),
        extract='service_cases',
        key=['case_id'],
        event_at='opened_at'
    ) }}

),

final as (

    select
        case_id,
        channel,
        topic,
        department,
        store_id,
        customer_id,
        {{ moment('opened_at') }} as opened_at,
        {{ moment('first_reply_at') }} as first_reply_at,
        {{ moment('resolved_at') }} as resolved_at,
        reopened_count,
        csat,
        text as case_text,
        {{ version_columns() }}
    from newest

)

select * from final
