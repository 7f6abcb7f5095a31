-- Visits to the web shop: one for every online order, and those that end without.
create or replace temp table out_web_sessions as
with buying as (
    select
        order_no as session_no,
        customer_id,
        true as buys,
        order_id,
        ordered_at as ended_at
    from orders
    where is_online
),

looking_counts as (
    -- one session in seven ends in an order
    select *, whole(6.2 * orders * getvariable('online_share'), u('sessions', store_no, m)) as sessions
    from batch_months
),

looking_numbered as (
    select *, unnest(range(1, sessions + 1))::integer as place
    from looking_counts
),

looking_keyed as (
    select *, -((m + 1) * 100000000::bigint + store_no * 1000::bigint + place) as session_no
    from looking_numbered
),

looking as (
    select
        session_no,
        alive.customer_id,
        false as buys,
        null::varchar as order_id,
        month + floor(days * u('session day', session_no))::integer
        + to_seconds((10000 + floor(76000 * u('session time', session_no)))::bigint) as ended_at
    from looking_keyed
    left join alive
        on looking_keyed.store_no = alive.store_no and looking_keyed.m = alive.m
        and case when u('session is known', session_no) < 0.4
            then 1 + floor(looking_keyed.customers * u('session customer', session_no))::integer
        end = alive.place
),

drawn as (
    select
        *,
        not buys and u('bounces', session_no) < 0.45 as bounced,
        u('cart', session_no) as cart
    from (select * from buying union all select * from looking)
),

stepped as (
    select
        *,
        case when bounced then 1 else 2 + floor(14 * power(u('pages', session_no), 2) + case when buys then 4 else 0 end) end::bigint as pages
    from drawn
)

select
    'W' || case when session_no < 0 then 'L' || -session_no else 'B' || session_no end as session_id,
    customer_id,
    -- an instant, not a wall clock: Parquet then says that it is UTC
    (ended_at - to_seconds(floor(25 * pages * (0.4 + u('session length', session_no)))::bigint))::timestamptz as started_at,
    floor(25 * pages * (0.4 + u('session length', session_no)))::double as seconds,
    pages,
    bounced,
    buys or (not bounced and cart < 0.3) as cart_created,
    buys or (not bounced and cart < 0.12) as checkout_started,
    order_id
from stepped
order by session_no;
