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

-- No join and no sort: the rows stay in the order of `responses`, up to three metrics each.
create or replace temp table out_survey_answers as
with commented as (
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
        -- one comment in ten is Spanish, more where more people speak it
        case when u('language', response_no) < case when state in ('Texas', 'Arizona') then 0.25 else 0.1 end
            then 'es' else 'en' end as language
    from responses
),

measured as (
    select
        *,
        unnest(case
            when u('asked nps', response_no) < getvariable('nps_share') and u('asked ces', response_no) < getvariable('ces_share')
                then ['csat', 'nps', 'ces']
            when u('asked nps', response_no) < getvariable('nps_share') then ['csat', 'nps']
            when u('asked ces', response_no) < getvariable('ces_share') then ['csat', 'ces']
            else ['csat']
        end) as metric
    from commented
),

answered as (
    select
        *,
        case metric || case when is_bad then ' bad' else ' good' end
            when 'nps good' then getvariable('good_nps')[1 + floor(1000 * u('nps', response_no))::integer]
            when 'nps bad' then getvariable('bad_nps')[1 + floor(1000 * u('nps', response_no))::integer]
            when 'ces good' then getvariable('good_ces')[1 + floor(1000 * u('ces', response_no))::integer]
            when 'ces bad' then getvariable('bad_ces')[1 + floor(1000 * u('ces', response_no))::integer]
            else csat
        end as score
    from measured
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
    case when metric = 'csat' and topic is not null then comment_on(topic, language, u('comment words', response_no)) end as comment,
    case when metric = 'csat' and topic is not null then language end as language
from answered;

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
