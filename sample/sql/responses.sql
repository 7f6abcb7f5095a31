-- One row a response. `place` is its number within store and month; the first places answer about an order,
-- the next an invitation by mail, the rest are anonymous: each customer answers an invitation once at most.
create or replace temp table responses as
with limits as (
    select
        *,
        least(floor(0.35 * responses)::integer, orders) as about_orders,
        -- 0.04 of the responses come by mail; the response rate falls with bad experiences
        least(whole(0.04 * responses, u('mailed', store_no, m)), floor(0.15 * customers)::integer) as by_mail,
        floor(customers * u('mail starts', store_no, m))::integer as mail_starts
    from batch_months
),

numbered as (
    select limits.*, unnest(range(1, responses + 1))::integer as place
    from limits
),

keyed as (
    select
        *,
        (m + 1) * 100000000::bigint + store_no * 1000::bigint + place as response_no,
        case when place <= about_orders then place end as order_place,
        case when place > about_orders and place <= about_orders + by_mail
            then 1 + (mail_starts + place - about_orders) % customers
        end as mail_place
    from numbered
),

linked as (
    select
        keyed.*,
        orders.order_id,
        orders.ordered_at,
        coalesce(orders.customer_id, alive.customer_id) as customer_id,
        coalesce(orders.gone_m, alive.gone_m) as gone_m
    from keyed
    left join orders on keyed.store_no = orders.store_no and keyed.m = orders.m and keyed.order_place = orders.place
    left join alive on keyed.store_no = alive.store_no and keyed.m = alive.m and keyed.mail_place = alive.place
),

judged as (
    select
        *,
        u('feels the cause', response_no) < cause_share as feels_cause,
        -- who is about to leave has had worse days than the store's other customers
        power(u('score', response_no), case when gone_m - m <= 2 then 1.6 else 1 end) as score_draw,
        u('touchpoint', response_no) as touch
    from linked
),

scored as (
    select
        *,
        case when feels_cause and u('cause is named', response_no) < 0.95 then cause end as felt_cause,
        case when feels_cause
            then getvariable('cause_csat')[1 + floor(1000 * score_draw)::integer]
            else score_of(own_p, score_draw)
        end as csat
    from judged
),

placed as (
    select
        *,
        case
            when felt_cause = 'queue' then 'checkout'
            when felt_cause = 'staff' then 'staff_help'
            when felt_cause = 'cleanliness' then 'store_environment'
            when touch < 0.25 then 'checkout'
            when touch < 0.45 then 'staff_help'
            when touch < 0.65 then 'product_range'
            when touch < 0.80 then 'store_environment'
            when touch < 0.90 then 'delivery'
            when touch < 0.96 then 'returns'
        end as touchpoint
    from scored
)

select
    response_no,
    'R' || response_no as response_id,
    store_no,
    store_id,
    state,
    m,
    customer_id,
    order_id,
    csat,
    csat <= 3 as is_bad,
    felt_cause,
    touchpoint,
    case
        when touchpoint in ('checkout', 'delivery') then touchpoint
        when touchpoint = 'returns' then 'service_desk'
        when touchpoint is not null
            then pick(['furniture', 'furniture', 'furniture', 'appliances', 'kitchen', 'kitchen', 'bedding', 'garden', 'lighting'],
                u('department', response_no))
    end as department,
    mail_place is not null as is_mailed,
    mail_place,
    by_mail,
    mail_starts,
    customers,
    about_orders,
    -- within an hour and a half of the order, on the same day; else any opening hour of the month
    coalesce(
        least(ordered_at + to_seconds((300 + floor(5000 * u('answer delay', response_no)))::bigint),
            date_trunc('day', ordered_at) + interval '86399 seconds'),
        month + floor(days * u('answer day', response_no))::integer
        + to_seconds((50400 + floor(35000 * u('answer time', response_no)))::bigint)
    ) as answered_at
from placed
order by response_no;
