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
