{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_touched_months('month') }}"
) }}

with

touched as (

    select month from {{ ref('int_touched_months') }}

),

answers as (

    select
        answers.*,
        {{ answer_class('answers.metric', 'answers.score') }} as answer_class
    from {{ ref('stg_feedback__survey_answers') }} as answers
    where comment is not null

),

answered as (

    select distinct response_id from answers
    where {{ month_of('answered_at') }} in (select touched.month from touched)

),

-- A response may repeat its comment with every metric: that is one text.
survey_texts as (

    select
        'survey' as wrote_in,
        response_id as text_id,
        max(customer_id) as customer_id,
        max(store_id) as store_id,
        max(answered_at) as written_at,
        max(lower(substr(language, 1, 2))) as stated_language,
        max(case when answer_class in ('detractor', 'dissatisfied', 'hard') then 1 else 0 end) as unhappy,
        max(comment) as words
    from answers
    where response_id in (select answered.response_id from answered)
    group by response_id

),

review_texts as (

    select
        'review' as wrote_in,
        source || '|' || review_id as text_id,
        customer_id,
        store_id,
        posted_at as written_at,
        cast(null as varchar) as stated_language,
        case when rating <= 2 then 1 else 0 end as unhappy,
        coalesce(review_title, '') || ' ' || coalesce(review_text, '') as words
    from {{ ref('stg_feedback__reviews') }}

),

mention_texts as (

    select
        'social' as wrote_in,
        network || '|' || mention_id as text_id,
        cast(null as varchar) as customer_id,
        store_id,
        posted_at as written_at,
        cast(null as varchar) as stated_language,
        cast(null as integer) as unhappy,
        mention_text as words
    from {{ ref('stg_feedback__social_mentions') }}

),

case_texts as (

    select
        'service' as wrote_in,
        case_id as text_id,
        customer_id,
        store_id,
        opened_at as written_at,
        cast(null as varchar) as stated_language,
        case when csat is not null then case when csat <= 2 then 1 else 0 end end as unhappy,
        case_text as words
    from {{ ref('stg_feedback__service_cases') }}

),

texts as (

    select * from survey_texts
    union all
    select * from review_texts
    union all
    select * from mention_texts
    union all
    select * from case_texts

),

plain as (

    select
        wrote_in,
        text_id,
        customer_id,
        store_id,
        written_at,
        {{ month_of('written_at') }} as month,
        stated_language,
        unhappy,
        {{ plain_text('words') }} as plain_text
    from texts
    where {{ month_of('written_at') }} in (select touched.month from touched)

),

final as (

    select * from plain
    where length(plain_text) > 2

)

select * from final
