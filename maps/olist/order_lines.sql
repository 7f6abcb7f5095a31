-- One item is one unit. Freight is not part of what the goods brought; Olist publishes no cost and no returns.
select
    items.order_id,
    items.order_item_id as line_no,
    items.product_id,
    coalesce(names.product_category_name_english, products.product_category_name) as category,
    1 as quantity,
    items.price as net_amount,
    0 as discount_amount,
    0 as returned_quantity
from olist_order_items_dataset as items
left join olist_products_dataset as products using (product_id)
left join product_category_name_translation as names using (product_category_name)
order by items.order_id, cast(items.order_item_id as integer)
