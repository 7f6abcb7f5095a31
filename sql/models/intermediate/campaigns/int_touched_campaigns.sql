{{ config(materialized='table') }}

with

touches as (

    select
        campaign_id,
        min(cast(touched_at as date)) as first_on,
        max(cast(touched_at as date)) as last_on
    from {{ ref('int_campaign_touches') }}
    where is_contacted
    group by campaign_id

),

assumptions as (

    select cast(attribution_days as bigint) as window_days from {{ ref('int_assumptions') }}

),

touched as (

    select month from {{ ref('int_touched_months') }}

),

-- Other contacts or customers are other people to compare.
lists as (

    select count(*) as lists from {{ ref('int_new_extracts') }}
    where "extract" in ('customers', 'campaign_contacts')

),

final as (

    select distinct touches.campaign_id
    from touches
    cross join assumptions
    cross join lists
    cross join touched
    where
        lists.lists > 0
        or (
            touched.month <= {{ add_days('touches.last_on', 'assumptions.window_days') }}
            and {{ add_months('touched.month', '1') }}
            > {{ add_days('touches.first_on', '-assumptions.window_days') }}
        )

)

select * from final
