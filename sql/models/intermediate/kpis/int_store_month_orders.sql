{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_touched_months('month') }}"
) }}

with

touched as (

    select month from {{ ref('int_touched_months') }}

),

orders as (

    select * from {{ ref('fct_orders') }}
    where ordered_month in (select touched.month from touched)

),

final as (

    select
        coalesce(store_id, '') as store_id,
        ordered_month as month,
        count(*) as orders,
        count(*) filter (where channel = 'store') as store_orders,
        sum(sales) as sales,
        sum(units) as units,
        sum(discount) as discount,
        sum(returned_units) as returned_units,
        sum(costed_sales) as costed_sales,
        sum(cost) as cost,
        sum(margin) as margin,
        min(currency) as first_currency,
        max(currency) as last_currency
    from orders
    where not is_cancelled
    group by coalesce(store_id, ''), ordered_month

)

select * from final
