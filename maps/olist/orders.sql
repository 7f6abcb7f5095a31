-- An order belongs to the seller of its first item. One without items has no seller, and lands in quarantine.
select
    orders.order_id,
    items.seller_id as store_id,
    customers.customer_unique_id as customer_id,
    'online' as channel,
    orders.order_purchase_timestamp || 'Z' as ordered_at,
    case when orders.order_status = 'canceled' then 'cancelled' else orders.order_status end as status,
    'BRL' as currency
from olist_orders_dataset as orders
left join olist_order_items_dataset as items
    on orders.order_id = items.order_id and items.order_item_id = '1'
left join olist_customers_dataset as customers
    on orders.customer_id = customers.customer_id
order by orders.order_id
