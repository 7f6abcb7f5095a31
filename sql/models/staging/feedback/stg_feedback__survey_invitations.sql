with

newest as (

    {{ newest_rows(
        source('feedback', 'survey_invitations'),
        extract='survey_invitations',
        key=['invitation_id']
    ) }}

),

final as (

    select
        invitation_id,
        customer_id,
        store_id,
        channel,
        sent_at,
        response_id
    from newest

)

select * from final
