{{ config(materialized='table') }}

with

orders as (

    select
        customer_id,
        cast(ordered_at as date) as ordered_on,
        row_number() over (partition by customer_id order by ordered_at, order_id) as place
    from {{ ref('fct_orders') }}
    where
        not is_cancelled
        and customer_id is not null

),

pairs as (

    select
        customer_id,
        max(case when place = 1 then ordered_on end) as first_on,
        max(case when place = 2 then ordered_on end) as second_on
    from orders
    where place <= 2
    group by customer_id

),

final as (

    select
        customer_id,
        first_on,
        second_on,
        {{ month_of('first_on') }} as first_month,
        {{ days_between('first_on', 'second_on') }} as days_to_second
    from pairs

)

select * from final
