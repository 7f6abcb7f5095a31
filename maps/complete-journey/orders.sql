-- A basket is one visit of one household to one store, and so an order.
select
    basket_id as order_id,
    any_value(store_id) as store_id,
    any_value(household_id) as customer_id,
    'store' as channel,
    min(transaction_timestamp) || 'Z' as ordered_at,
    'completed' as status,
    'USD' as currency
from transactions
group by basket_id
order by basket_id
