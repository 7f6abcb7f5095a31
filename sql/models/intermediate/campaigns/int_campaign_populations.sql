{{ config(materialized='table') }}

with

windows as (

    select * from {{ ref('int_campaign_windows') }}
    where campaign_id in (select touched.campaign_id from {{ ref('int_touched_campaigns') }} as touched)

),

customers as (

    select * from {{ ref('dim_customers') }}

),

touches as (

    select * from {{ ref('int_campaign_touches') }}
    where is_contacted

),

-- Who was not contacted is looked at around the middle day of the campaign's contacts.
dated as (

    select
        windows.campaign_id,
        windows.window_days,
        customers.customer_id,
        customers.joined_on,
        customers.left_on,
        touches.customer_id is not null as is_contacted,
        coalesce(cast(touches.touched_at as date), windows.middle_on) as divided_on
    from windows
    cross join customers
    left join touches
        on
            windows.campaign_id = touches.campaign_id
            and customers.customer_id = touches.customer_id

),

final as (

    select
        campaign_id,
        customer_id,
        is_contacted,
        divided_on,
        window_days,
        coalesce(left_on <= divided_on, false) as had_left
    from dated
    where {{ days_between('joined_on', 'divided_on') }} >= window_days

)

select * from final
