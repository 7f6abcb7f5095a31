{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_touched_months('month') }}"
) }}

with

touched as (

    select month from {{ ref('int_touched_months') }}

),

reviews as (

    select * from {{ ref('fct_reviews') }}
    where posted_month in (select touched.month from touched)

),

mentions as (

    select * from {{ ref('fct_social_mentions') }}
    where posted_month in (select touched.month from touched)

),

assumptions as (

    select minimum_n from {{ ref('int_assumptions') }}

),

voices as (

    select
        'review' as voice,
        source,
        store_id,
        posted_month as month,
        rating,
        cast(null as bigint) as engagement,
        is_replied,
        reply_hours
    from reviews
    union all
    select
        'social' as voice,
        network as source,
        store_id,
        posted_month as month,
        cast(null as double) as rating,
        cast(engagement as bigint) as engagement,
        is_replied,
        reply_hours
    from mentions

),

counted as (

    select
        voices.voice,
        voices.source,
        voices.store_id,
        voices.month,
        count(*) as posts,
        count(voices.rating) as ratings,
        sum(voices.rating) as rating_score_sum,
        sum(voices.rating * voices.rating) as rating_score_sumsq,
        count(case when voices.rating <= 2e0 then 1 end) as low_ratings,
        cast(sum(voices.engagement) as bigint) as engagement,
        cast(count(*) filter (where voices.is_replied) as bigint) as replied,
        sum(voices.reply_hours) as reply_hours_sum,
        max(assumptions.minimum_n) as minimum_n
    from voices
    cross join assumptions
    group by voices.voice, voices.source, voices.store_id, voices.month

),

final as (

    select
        voice,
        source,
        store_id,
        month,
        posts,
        ratings,
        rating_score_sum,
        rating_score_sumsq,
        low_ratings,
        engagement,
        replied,
        reply_hours_sum,
        {{ ratio('engagement', 'posts') }} as engagement_per_post,
        {{ ratio('reply_hours_sum', 'replied') }} as reply_hours,
        {{ scores_where_enough([
            ['ratings', mean_scores('rating', 'ratings', 1, 5) + [
                ['low_rating_share', ratio('low_ratings', 'ratings')],
                ['low_rating_share_low', wilson_low('low_ratings', 'ratings')],
                ['low_rating_share_high', wilson_high('low_ratings', 'ratings')],
            ]],
            ['posts', [
                ['reply_rate', ratio('replied', 'posts')],
                ['reply_rate_low', wilson_low('replied', 'posts')],
                ['reply_rate_high', wilson_high('replied', 'posts')],
            ]],
        ]) }}
        case when posts >= minimum_n then posts end as reply_rate_n
    from counted

)

select * from final
