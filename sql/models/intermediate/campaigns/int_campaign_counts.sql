with

campaigns as (

    select campaign_id from {{ ref('dim_campaigns') }}

),

touches as (

    select
        campaign_id,
        count(*) as reached,
        count(*) filter (where is_contacted) as contacted,
        count(responded_at) as responses
    from {{ ref('int_campaign_touches') }}
    group by campaign_id

),

won as (

    select
        campaign_id,
        count(*) as new_customers
    from {{ ref('dim_customers') }}
    where campaign_id is not null
    group by campaign_id

),

conversions as (

    select
        campaign_id,
        count(*) as conversions,
        sum(sales) as attributed_sales
    from {{ ref('int_campaign_conversions') }}
    group by campaign_id

),

final as (

    select
        campaigns.campaign_id,
        cast(coalesce(touches.reached, 0) as bigint) as reached,
        cast(coalesce(touches.contacted, 0) as bigint) as contacted,
        cast(coalesce(touches.responses, 0) as bigint) as responses,
        coalesce(won.new_customers, 0) as new_customers,
        coalesce(conversions.conversions, 0) as conversions,
        cast(coalesce(conversions.attributed_sales, 0) as decimal(18, 4)) as attributed_sales
    from campaigns
    left join touches on campaigns.campaign_id = touches.campaign_id
    left join won on campaigns.campaign_id = won.campaign_id
    left join conversions on campaigns.campaign_id = conversions.campaign_id

)

select * from final
