-- A review answers the satisfaction survey that Olist mails after each delivery: 1 to 5, which is CSAT.
select
    reviews.review_id || '/' || reviews.order_id as response_id,
    'csat' as metric,
    reviews.review_score as score,
    customers.customer_unique_id as customer_id,
    items.seller_id as store_id,
    reviews.order_id,
    'delivery' as touchpoint,
    'email' as channel,
    reviews.review_creation_date || 'Z' as asked_at,
    reviews.review_answer_timestamp || 'Z' as answered_at,
    reviews.review_comment_message as comment,
    'pt' as language
from olist_order_reviews_dataset as reviews
left join olist_order_items_dataset as items
    on reviews.order_id = items.order_id and items.order_item_id = '1'
left join olist_orders_dataset as orders
    on reviews.order_id = orders.order_id
left join olist_customers_dataset as customers
    on orders.customer_id = customers.customer_id
order by reviews.review_id, reviews.order_id
