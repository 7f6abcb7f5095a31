-- Reviews: about one a store and month, too few to judge a store by, and more where experiences are bad.
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
