{{ config(severity='warn') }}

-- Amounts are added up as they are: an order in another currency than most makes those sums meaningless.
with

orders as (

    select * from {{ ref('fct_orders') }}
    where not is_cancelled

),

currencies as (

    select
        currency,
        row_number() over (order by count(*) desc, currency) as place
    from orders
    group by currency

)

select
    orders.order_id,
    orders.store_id,
    orders.ordered_month,
    orders.currency,
    currencies.currency as usual_currency
from orders
inner join currencies on currencies.place = 1
where orders.currency <> currencies.currency
order by orders.ordered_month desc, orders.order_id asc
