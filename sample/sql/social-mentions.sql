-- What people post about stores, unasked: half as often as reviews, seen by few with rare exceptions.
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
