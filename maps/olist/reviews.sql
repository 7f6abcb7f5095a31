-- One row per review of an order: a review's id can stand at several orders, and an order can have several reviews.
select
    reviews.review_id || '/' || reviews.order_id as review_id,
    'olist' as source,
    reviews.review_score as rating,
    reviews.review_comment_title as title,
    reviews.review_comment_message as text,
    items.seller_id as store_id,
    items.product_id,
    customers.customer_unique_id as customer_id,
    reviews.review_answer_timestamp || 'Z' as posted_at
from olist_order_reviews_dataset as reviews
left join olist_order_items_dataset as items
    on reviews.order_id = items.order_id and items.order_item_id = '1'
left join olist_orders_dataset as orders
    on reviews.order_id = orders.order_id
left join olist_customers_dataset as customers
    on orders.customer_id = customers.customer_id
order by reviews.review_id, reviews.order_id
