-- Olist is a marketplace: its sellers stand in for stores. A seller opens with its first sale.
select
    sellers.seller_id as store_id,
    'Seller ' || left(sellers.seller_id, 8) as name,
    sellers.seller_city as city,
    sellers.seller_state as state,
    'BR' as country,
    'marketplace' as format,
    left(min(orders.order_purchase_timestamp), 10) as opened_on
from olist_sellers_dataset as sellers
left join olist_order_items_dataset as items using (seller_id)
left join olist_orders_dataset as orders using (order_id)
group by sellers.seller_id, sellers.seller_city, sellers.seller_state
order by sellers.seller_id
