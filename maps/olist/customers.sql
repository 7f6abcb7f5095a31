-- Olist gives a person another customer_id for every order; customer_unique_id is the person, as last known.
select
    customers.customer_unique_id as customer_id,
    min(orders.order_purchase_timestamp) || 'Z' as joined_at,
    max_by(customers.customer_state, orders.order_purchase_timestamp) as region,
    false as consent
from olist_customers_dataset as customers
inner join olist_orders_dataset as orders using (customer_id)
group by customers.customer_unique_id
order by customers.customer_unique_id
