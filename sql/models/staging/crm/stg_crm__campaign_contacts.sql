with

newest as (

    {{ newest_rows(
        source('crm', 'campaign_contacts'),
        extract='campaign_contacts',
        key=['campaign_id', 'customer_id', 'contacted_at']
    ) }}

),

final as (

    select
        campaign_id,
        customer_id,
        {{ moment('contacted_at') }} as contacted_at,
        {{ moment('responded_at') }} as responded_at
    from newest

)

select * from final
