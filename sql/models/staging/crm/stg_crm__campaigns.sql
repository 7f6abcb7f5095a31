with

newest as (

    {{ newest_rows(source('crm', 'campaigns'), extract='campaigns', key=['campaign_id']) }}

),

final as (

    select
        campaign_id,
        name,
        channel,
        kind,
        started_on,
        ended_on,
        cost,
        currency
    from newest

)

select * from final
