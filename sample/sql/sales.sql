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
    alive.customer_id,
    alive.gone_m
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
from orders;

-- No join and no sort: the lines stay in the order of `orders`. Ten kinds of product, 40 products each.
create or replace temp table out_order_lines as
with numbered as (
    select order_no, order_id, unnest(range(1, 2 + floor(3 * u('lines', order_no))::integer))::integer as line_no
    from orders
),

drawn as (
    select
        *,
        floor(10 * u('kind', order_no, line_no))::integer as kind_no,
        floor(40 * power(u('product', order_no, line_no), 1.5))::integer as product_no,
        case when u('discounted', order_no, line_no) < 0.2 then 0.05 + 0.05 * floor(4 * u('discount', order_no, line_no)) else 0 end
            as discount_rate
    from numbered
),

categorised as (
    select
        *,
        ['furniture', 'furniture', 'furniture', 'appliances', 'kitchen', 'kitchen', 'bedding', 'bedding', 'garden', 'lighting'][1 + kind_no]
            as category,
        -- dollars a piece; and what it costs, as a share of the list price
        [600, 600, 600, 520, 330, 330, 270, 270, 240, 130][1 + kind_no] as typical_price,
        ([0.50, 0.50, 0.50, 0.64, 0.55, 0.55, 0.48, 0.48, 0.56, 0.46]::double[])[1 + kind_no] as cost_share
    from drawn
),

priced as (
    select
        *,
        case when typical_price < 300 then 1 + floor(2.2 * u('quantity', order_no, line_no))::integer else 1 end as quantity,
        -- in cents, so that amounts are exact; products of a kind differ by a factor of about two
        round(100 * typical_price * (0.6 + 0.8 * u('product price', kind_no, product_no)))::bigint as list_cents
    from categorised
),

discounted as (
    select *, round(list_cents * quantity * discount_rate)::bigint as discount_cents
    from priced
)

select
    order_id,
    line_no::varchar as line_no,
    'P' || (1000 + 100 * kind_no + product_no) as product_id,
    category,
    quantity::varchar as quantity,
    dollars(list_cents * quantity - discount_cents) as net_amount,
    dollars(discount_cents) as discount_amount,
    case when u('cost is known', order_no, line_no) >= 0.01 then dollars(round(list_cents * cost_share)::bigint) end as unit_cost,
    case when u('returned', order_no, line_no) < 0.05 then quantity else 0 end::varchar as returned_quantity
from discounted;
