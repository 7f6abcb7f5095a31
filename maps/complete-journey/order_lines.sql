-- What the retailer took in is the net amount. Loyalty prices and matched coupons lowered it; the manufacturer's own coupon
-- did not, because the manufacturer pays for it. A product that no list knows leaves the category empty.
select
    sales.basket_id as order_id,
    row_number() over (partition by sales.basket_id order by sales.place) as line_no,
    sales.product_id,
    products.product_category as category,
    sales.quantity,
    sales.sales_value as net_amount,
    round(try_cast(sales.retail_disc as double) + try_cast(sales.coupon_match_disc as double), 4) as discount_amount,
    0 as returned_quantity,
    products.department,
    sales.coupon_disc as manufacturer_coupon
from (select *, row_number() over () as place from transactions) as sales
left join products using (product_id)
order by sales.place
