{{ config(materialized='incremental', unique_key=['invitation_id']) }}

with

newest as (

    {{ newest_rows(
        source('feedback', 'survey_invitations'),
        extract='survey_invitations',
        key=['invitation_id'],
        event_at='sent_at'
    ) }}

),

final as (

    select
        invitation_id,
        customer_id,
        store_id,
        channel,
        {{ moment('sent_at') }} as sent_at,
        response_id,
        {{ version_columns() }}
    from newest

)

select * from final
