-- Cases with their whole future; cases.sql cuts it at the day of the extract.
create or replace temp table case_rows as
with numbered as (
    select *, unnest(range(1, 1 + whole(1.4 + 4 * bad, u('cases', store_no, m))))::integer as place
    from batch_months
),

keyed as (
    select *, (m + 1) * 10000000::bigint + store_no * 100::bigint + place as case_no
    from numbered
),

drawn as (
    select keyed.*, alive.customer_id
    from keyed
    left join alive
        on keyed.store_no = alive.store_no and keyed.m = alive.m
        and case when u('case known', case_no) < 0.8
            then 1 + floor(keyed.customers * u('case customer', case_no))::integer
        end = alive.place
),

opened as (
    select
        *,
        month + floor(days * u('case day', case_no))::integer
        + to_seconds((46800 + floor(36000 * u('case time', case_no)))::bigint) as opened_at,
        case when cause is not null and u('case cause', case_no) < 0.45 then cause
            else pick(['delivery', 'delivery', 'delivery', 'returns', 'returns', 'quality', 'quality', 'price', 'queue', 'staff'], u('case topic', case_no))
        end as topic,
        pick(['phone', 'phone', 'phone', 'chat', 'chat', 'email', 'email', 'web_form', 'social', 'in_store'], u('case channel', case_no)) as channel,
        -- hours: replies in one, solutions in days, both with a long tail
        exp(0.3 + 1.1 * normal('case reply', case_no)) as reply_hours,
        exp(3.2 + 1.0 * normal('case solved', case_no)) as extra_hours
    from drawn
),

closed as (
    select
        *,
        opened_at + to_seconds(floor(3600 * reply_hours)::bigint) as replied_at,
        case when u('case open', case_no) >= 0.02
            then opened_at + to_seconds(floor(3600 * (reply_hours + extra_hours))::bigint)
        end as solved_at
    from opened
)

select
    case_no,
    'X' || case_no as case_id,
    channel,
    topic,
    case topic
        when 'queue' then 'checkout'
        when 'returns' then 'service_desk'
        when 'delivery' then 'delivery'
        else pick(['furniture', 'appliances', 'kitchen', 'bedding', 'garden', 'lighting'], u('case department', case_no))
    end as department,
    store_id,
    customer_id,
    opened_at,
    case when replied_at < month_start(getvariable('months')) then replied_at end as first_reply_at,
    case when solved_at < month_start(getvariable('months')) then solved_at end as resolved_at,
    case when u('reopened', case_no) < 0.07 then 1 + floor(2 * u('reopened often', case_no)) else 0 end::integer as reopened_count,
    case when u('case rated', case_no) < 0.4
        then case when u('case good', case_no) < 0.62 then getvariable('good_rating') else getvariable('bad_rating') end[1 + floor(1000 * u('case score', case_no))::integer]
    end as csat,
    comment_on(topic, 'en', u('case words', case_no)) as text
from closed
order by case_no;
