-- Orders of a batch. `place` is the order's number within its store and month.
create or replace temp table orders as
with numbered as (
    select store_no, store_id, m, month, days, customers, unnest(range(1, orders + 1))::integer as place
    from batch_months
),

drawn as (
    select
        *,
        (m + 1) * 100000000::bigint + store_no * 1000::bigint + place as order_no
    from numbered
),

dated as (
    select
        *,
        month + floor(days * u('order day', order_no))::integer as first_day,
        month + floor(days * u('order other day', order_no))::integer as other_day,
        u('order channel', order_no) < getvariable('online_share') as is_online
    from drawn
),

timed as (
    -- weekends are busier: a third of the orders would rather have a weekend
    select
        * exclude (first_day, other_day),
        case when isodow(other_day) >= 6 and u('weekend', order_no) < 0.33 then other_day else first_day end
        -- open from 14:00 to 24:00 UTC, so that an opening day is one day in UTC too
        + to_seconds((50400 + floor(35000 * u('order time', order_no)))::bigint) as ordered_at,
        case when is_online or u('order is known', order_no) < 0.8
            then 1 + floor(customers * power(u('order customer', order_no), 1.4))::integer
        end as customer_place
    from dated
)

select
    timed.store_no,
    timed.store_id,
    timed.m,
    timed.place,
    order_no,
    'O' || order_no as order_id,
    is_online,
    ordered_at,
    alive.customer_no,
    alive.customer_id
from timed
left join alive on timed.store_no = alive.store_no and timed.m = alive.m and timed.customer_place = alive.place
order by order_no;

create or replace temp table out_orders as
select
    order_id,
    store_id,
    customer_id,
    case when is_online then 'online' else 'store' end as channel,
    iso(ordered_at) as ordered_at,
    case when u('order status', order_no) < 0.01 then 'cancelled' else 'completed' end as status,
    'USD' as currency
from orders
order by order_no;

create or replace temp table out_order_lines as
with categories as (
    -- 40 products each; price in dollars; cost as a share of the list price
    select * from (values
        (0, 'furniture', 600, 0.50), (1, 'furniture', 600, 0.50), (2, 'appliances', 520, 0.64),
        (3, 'kitchen', 330, 0.55), (4, 'kitchen', 330, 0.55), (5, 'bedding', 270, 0.48),
        (6, 'bedding', 270, 0.48), (7, 'garden', 240, 0.56), (8, 'lighting', 130, 0.46), (9, 'furniture', 600, 0.50)
    ) as categories (category_no, category, price, cost_share)
),

numbered as (
    select store_no, order_no, order_id, unnest(range(1, 2 + floor(3 * u('lines', order_no))::integer))::integer as line_no
    from orders
),

drawn as (
    select
        *,
        floor(10 * u('category', order_no, line_no))::integer as category_no,
        floor(40 * power(u('product', order_no, line_no), 1.5))::integer as product_no,
        case when u('discounted', order_no, line_no) < 0.2 then 0.05 + 0.05 * floor(4 * u('discount', order_no, line_no)) else 0 end
            as discount_rate
    from numbered
),

priced as (
    select
        *,
        case when price < 300 then 1 + floor(2.2 * u('quantity', order_no, line_no))::integer else 1 end as quantity,
        round(price * exp(0.3 * normal('product price', category_no, product_no)), 2) as list_price
    from drawn
    inner join categories using (category_no)
)

select
    order_id,
    line_no::varchar as line_no,
    'P' || (1000 + 100 * category_no + product_no) as product_id,
    category,
    quantity::varchar as quantity,
    (list_price * quantity * (1 - discount_rate))::decimal(18, 2)::varchar as net_amount,
    (list_price * quantity * discount_rate)::decimal(18, 2)::varchar as discount_amount,
    case when u('cost is known', order_no, line_no) >= 0.01 then (list_price * cost_share)::decimal(18, 2)::varchar end as unit_cost,
    case when u('returned', order_no, line_no) < 0.05 then quantity else 0 end::varchar as returned_quantity
from priced
order by order_no, line_no;
