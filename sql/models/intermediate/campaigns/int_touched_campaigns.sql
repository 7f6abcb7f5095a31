{{ config(materialized='table') }}

with

windows as (

    select * from {{ ref('int_campaign_windows') }}

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

    select distinct windows.campaign_id
    from windows
    cross join lists
    cross join touched
    where
        lists.lists > 0
        or (
            touched.month <= windows.measured_on
            and {{ add_months('touched.month', '1') }}
            > {{ add_days('windows.first_contacted_on', '-windows.window_days') }}
        )

)

select * from final
