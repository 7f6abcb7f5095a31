{{ config(materialized='table') }}

with

populations as (

    select * from {{ ref('int_campaign_populations') }}

),

windows as (

    select * from {{ ref('int_campaign_windows') }}

),

firsts as (

    select
        campaign_id,
        min(divided_on) as first_day
    from populations
    group by campaign_id

),

-- Of all orders only those near a campaign are joined to its customers.
orders as (

    select
        windows.campaign_id,
        fct_orders.customer_id,
        cast(fct_orders.ordered_at as date) as ordered_on,
        fct_orders.sales
    from {{ ref('fct_orders') }} as fct_orders
    cross join windows
    inner join firsts on windows.campaign_id = firsts.campaign_id
    where
        not fct_orders.is_cancelled
        and fct_orders.customer_id is not null
        and {{ days_between('firsts.first_day', 'fct_orders.ordered_at') }} >= -windows.window_days
        and cast(fct_orders.ordered_at as date) < windows.measured_on

),

near as (

    select
        populations.campaign_id,
        populations.customer_id,
        orders.sales,
        orders.ordered_on < populations.divided_on as is_before
    from populations
    inner join orders
        on
            populations.campaign_id = orders.campaign_id
            and populations.customer_id = orders.customer_id
    where
        {{ days_between('populations.divided_on', 'orders.ordered_on') }} >= -populations.window_days
        and {{ days_between('populations.divided_on', 'orders.ordered_on') }} < populations.window_days

),

final as (

    select
        campaign_id,
        customer_id,
        sum(case when is_before then sales else 0 end) as sales_before,
        sum(case when is_before then 0 else sales end) as sales_after
    from near
    group by campaign_id, customer_id

)

select * from final
