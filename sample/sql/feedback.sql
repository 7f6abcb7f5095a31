-- Feedback nobody asked for: reviews, social mentions, service cases. All three are rare enough to leave a
-- store's own figures noisy, and more frequent where experiences are bad.
create or replace temp table out_reviews as
with numbered as (
    select *, unnest(range(1, 1 + whole(0.45 + 1.2 * bad, u('reviews', store_no, m))))::integer as place
    from batch_months
),

drawn as (
    select
        numbered.*,
        (m + 1) * 10000000::bigint + store_no * 100::bigint + place as review_no,
        alive.customer_id
    from numbered
    left join alive using (store_no, m, place)
),

rated as (
    select
        *,
        -- people with a complaint write more often than the others
        u('review experience', review_no) < 1.25 * bad as is_bad,
        case when u('review spanish', review_no) < 0.1 then 'es' else 'en' end as language,
        month + floor(days * u('review day', review_no))::integer
        + to_seconds((50400 + floor(35000 * u('review time', review_no)))::bigint) as posted_at
    from drawn
),

worded as (
    select
        rated.*,
        case when is_bad then getvariable('bad_rating') else getvariable('good_rating') end[1 + floor(1000 * u('rating', review_no))::integer] as rating,
        case when is_bad and cause is not null and u('review cause', review_no) < 0.7 then cause
            when is_bad then pick(['queue', 'staff', 'price', 'range', 'quality', 'delivery'], u('review topic', review_no))
            else 'praise' end as topic
    from rated
)

select
    'V' || review_no as review_id,
    pick(['map_listing', 'map_listing', 'own_site', 'review_site'], u('review source', review_no)) as source,
    to_json(rating) as rating,
    case when u('review titled', review_no) < 0.5 then case when rating >= 4 then 'Recommended' when rating = 3 then 'So so' else 'Disappointed' end end as title,
    comment_on(topic, language, u('review words', review_no)) as text,
    store_id,
    case when u('review product', review_no) < 0.2 then 'P' || (1000 + 100 * floor(10 * u('review category', review_no)) + floor(40 * u('review item', review_no)))::integer end as product_id,
    case when u('review known', review_no) < 0.3 then customer_id end as customer_id,
    iso(posted_at) as posted_at,
    case when u('review replied', review_no) < 0.4 and posted_at + to_days((1 + 5 * u('reply after', review_no))::integer) < month_start(getvariable('months'))
        then iso(posted_at + to_days((1 + 5 * u('reply after', review_no))::integer)) end as replied_at
from worded
order by review_no;

create or replace temp table out_social_mentions as
with numbered as (
    select *, unnest(range(1, 1 + whole(0.3 + 0.8 * bad, u('mentions', store_no, m))))::integer as place
    from batch_months
),

drawn as (
    select *, (m + 1) * 10000000::bigint + store_no * 100::bigint + place as mention_no
    from numbered
),

judged as (
    select
        *,
        u('mention experience', mention_no) < 1.2 * bad as is_bad,
        month + floor(days * u('mention day', mention_no))::integer
        + to_seconds((50400 + floor(35000 * u('mention time', mention_no)))::bigint) as posted_at,
        -- few posts spread far
        power(10, 2.2 * power(u('reach', mention_no), 2)) - 1 as reach
    from drawn
),

worded as (
    select
        *,
        case when is_bad and cause is not null and u('mention cause', mention_no) < 0.7 then cause
            when is_bad then pick(['queue', 'staff', 'price', 'delivery'], u('mention topic', mention_no))
            else 'praise' end as topic
    from judged
)

select
    'M' || mention_no as mention_id,
    pick(['facebook', 'facebook', 'instagram', 'reddit', 'x'], u('network', mention_no)) as network,
    comment_on(topic, 'en', u('mention words', mention_no)) as text,
    case when u('mention located', mention_no) < 0.85 then store_id end as store_id,
    sha256('author ' || floor(50000 * u('author', mention_no))) as author_hash,
    to_json(floor(reach)::bigint) as likes,
    to_json(floor(0.2 * reach)::bigint) as shares,
    to_json(floor(0.3 * reach)::bigint) as replies,
    iso(posted_at) as posted_at,
    case when u('mention replied', mention_no) < 0.3 then iso(least(posted_at + to_seconds(floor(30000 * u('mention reply', mention_no))::bigint), month_start(getvariable('months')) - interval '1 second')) end as replied_at
from worded
order by mention_no;

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
