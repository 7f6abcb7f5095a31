with

campaigns as (

    select * from {{ ref('stg_crm__campaigns') }}

),

rules as (

    select word from {{ ref('acquisition_rules') }}
    where rule = 'acquisition_campaign'

),

final as (

    select
        campaigns.campaign_id,
        campaigns.name,
        campaigns.channel,
        campaigns.kind,
        rules.word is not null as is_acquisition,
        campaigns.started_on,
        campaigns.ended_on,
        campaigns.cost,
        campaigns.currency
    from campaigns
    left join rules on {{ word_of('campaigns.kind') }} = rules.word

)

select * from final
