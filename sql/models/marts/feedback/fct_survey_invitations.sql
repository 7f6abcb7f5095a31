with

invitations as (

    select * from {{ ref('stg_feedback__survey_invitations') }}

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
