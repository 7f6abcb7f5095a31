{{ config(materialized='table') }}

with

touches as (

    select * from {{ ref('int_campaign_touches') }}

),

orders as (

    select * from {{ ref('fct_orders') }}
    where
        not is_cancelled
        and customer_id is not null

),

assumptions as (

    select attribution_days from {{ ref('int_assumptions') }}

),

candidates as (

    select
        touches.campaign_id,
        touches.customer_id,
        orders.order_id,
        orders.ordered_at,
        orders.sales,
        row_number() over (
            partition by orders.order_id order by touches.touched_at desc, touches.campaign_id asc
        ) as touches_since
    from touches
    cross join assumptions
    inner join orders on touches.customer_id = orders.customer_id
    where
        orders.ordered_at >= touches.touched_at
        and {{ seconds_between('touches.touched_at', 'orders.ordered_at') }}
        < 86400 * assumptions.attribution_days

),

-- An order counts for the last campaign before it, so that none counts twice; of each contact, the first.
attributed as (

    select
        candidates.*,
        row_number() over (partition by campaign_id, customer_id order by ordered_at, order_id) as place
    from candidates
    where touches_since = 1

),

final as (

    select
        campaign_id,
        customer_id,
        order_id,
        cast(ordered_at as date) as ordered_on,
        sales
    from attributed
    where place = 1

)

select * from final
