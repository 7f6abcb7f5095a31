{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_touched_months('month') }}"
) }}

with

touched as (

    select month from {{ ref('int_touched_months') }}

),

final as (

    select
        customer_id,
        ordered_month as month,
        count(*) as orders,
        sum(sales) as sales
    from {{ ref('fct_orders') }}
    where
        not is_cancelled
        and customer_id is not null
        and ordered_month in (select touched.month from touched)
    group by customer_id, ordered_month

)

select * from final
