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
