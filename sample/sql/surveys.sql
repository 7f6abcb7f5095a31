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
        coalesce(orders.customer_no, alive.customer_no) as customer_no,
        coalesce(orders.customer_id, alive.customer_id) as customer_id
    from keyed
    left join orders on keyed.store_no = orders.store_no and keyed.m = orders.m and keyed.order_place = orders.place
    left join alive on keyed.store_no = alive.store_no and keyed.m = alive.m and keyed.mail_place = alive.place
),

experienced as (
    -- who is about to leave has had worse days than the store's other customers
    select
        linked.*,
        u('experience', response_no) as luck,
        coalesce(customers.gone_m - linked.m <= 2, false) as is_leaving,
        u('touchpoint', response_no) as touch,
        u('caused here', response_no) as focus,
        u('score', response_no) as score_draw
    from linked
    left join customers using (customer_no)
),

judged as (
    select
        *,
        luck < bad + case when is_leaving then 0.25 else 0 end as is_bad,
        -- what a cause adds to the bad experiences is felt where the cause is
        case when luck >= own_bad and luck < bad and focus < 0.9 then cause end as felt_cause
    from experienced
),

placed as (
    select
        *,
        case felt_cause
            when 'queue' then 'checkout'
            when 'staff' then 'staff_help'
            when 'cleanliness' then 'store_environment'
            else pick(['checkout', 'checkout', 'checkout', 'checkout', 'checkout', 'staff_help', 'staff_help', 'staff_help',
                'staff_help', 'product_range', 'product_range', 'product_range', 'product_range', 'store_environment',
                'store_environment', 'store_environment', 'delivery', 'delivery', 'returns', null], touch)
        end as touchpoint
    from judged
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
    is_bad,
    felt_cause,
    touchpoint,
    case
        when touchpoint in ('checkout', 'delivery') then touchpoint
        when touchpoint = 'returns' then 'service_desk'
        when touchpoint is not null
            then pick(['furniture', 'furniture', 'furniture', 'appliances', 'kitchen', 'kitchen', 'bedding', 'garden', 'lighting'],
                u('department', response_no))
    end as department,
    score_draw,
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

create or replace temp table out_survey_answers as
with comments as (
    select
        *,
        case
            when u('comments', response_no) >= getvariable('comment_share') then null
            when not is_bad then 'praise'
            when felt_cause is not null then felt_cause
            when touchpoint = 'checkout' then pick(['queue', 'queue', 'price'], u('comment topic', response_no))
            when touchpoint = 'staff_help' then 'staff'
            when touchpoint = 'store_environment' then 'cleanliness'
            when touchpoint = 'delivery' then 'delivery'
            when touchpoint = 'returns' then 'returns'
            else pick(['price', 'range', 'quality'], u('comment topic', response_no))
        end as topic,
        -- one comment in seven is Spanish, more where more people speak it
        case when u('language', response_no) < case when state in ('Texas', 'Arizona') then 0.25 else 0.1 end
            then 'es' else 'en' end as language
    from responses
),

worded as (
    select
        comments.*,
        case when comments.topic is not null
            then pick(texts.texts, u('comment words', response_no))
        end as comment
    from comments
    left join comment_texts as texts on comments.topic = texts.topic and comments.language = texts.language
),

scored as (
    select *, 0 as metric_no, 'csat' as metric,
        case when is_bad then getvariable('bad_csat') else getvariable('good_csat') end[1 + floor(1000 * score_draw)::integer] as score
    from worded
    union all
    select *, 1, 'nps',
        case when is_bad then getvariable('bad_nps') else getvariable('good_nps') end[1 + floor(1000 * u('nps', response_no))::integer]
    from worded
    where u('asked nps', response_no) < getvariable('nps_share')
    union all
    select *, 2, 'ces',
        case when is_bad then getvariable('bad_ces') else getvariable('good_ces') end[1 + floor(1000 * u('ces', response_no))::integer]
    from worded
    where u('asked ces', response_no) < getvariable('ces_share')
)

select
    response_id,
    metric,
    score::varchar as score,
    customer_id,
    store_id,
    order_id,
    touchpoint,
    department,
    case
        when is_mailed then 'email'
        when order_id is not null then pick(['receipt', 'receipt', 'receipt', 'app'], u('answer channel', response_no))
        else pick(['kiosk', 'kiosk', 'kiosk', 'qr_code', 'web'], u('answer channel', response_no))
    end as channel,
    case when not is_mailed then iso(answered_at - to_seconds((20 + floor(200 * u('asked', response_no)))::bigint)) end as asked_at,
    iso(answered_at) as answered_at,
    case when metric = 'csat' then comment end as comment,
    case when comment is not null then language end as language
from scored
order by response_no, metric_no;

create or replace temp table out_survey_invitations as
with mailings as (
    select
        batch_months.*,
        coalesce(mailed.by_mail, 0) as by_mail,
        coalesce(mailed.mail_starts, 0) as mail_starts,
        least(customers, ceil(coalesce(mailed.by_mail, 0.4) / (0.42 - 0.4 * bad * u('response rate', store_no, m))))::integer as sent
    from batch_months
    left join (
        select store_no, m, any_value(by_mail) as by_mail, any_value(mail_starts) as mail_starts
        from responses
        where is_mailed
        group by store_no, m
    ) as mailed using (store_no, m)
),

numbered as (
    select *, unnest(range(1, sent + 1))::integer as place
    from mailings
),

linked as (
    select
        numbered.*,
        alive.customer_id,
        responses.response_id,
        responses.answered_at,
        (numbered.m + 1) * 100000000::bigint + numbered.store_no * 1000::bigint + numbered.place as invitation_no
    from numbered
    left join alive
        on numbered.store_no = alive.store_no and numbered.m = alive.m
        and 1 + (mail_starts + numbered.place) % numbered.customers = alive.place
    left join responses
        on numbered.store_no = responses.store_no and numbered.m = responses.m and responses.is_mailed
        and 1 + (numbered.mail_starts + numbered.place) % numbered.customers = responses.mail_place
)

select
    'I' || invitation_no as invitation_id,
    customer_id,
    store_id,
    'email' as channel,
    iso(case
        when answered_at is not null
            then greatest(month, answered_at - to_seconds((600 + floor(200000 * power(u('mail waits', invitation_no), 2)))::bigint))
        else month + floor(days * u('mail day', invitation_no))::integer
            + to_seconds((46800 + floor(30000 * u('mail time', invitation_no)))::bigint)
    end) as sent_at,
    response_id
from linked
order by invitation_no;
