{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_touched_months('answered_month') }}"
) }}

with

touched as (

    select month from {{ ref('int_touched_months') }}

),

answers as (

    select * from {{ ref('stg_feedback__survey_answers') }}
    where {{ month_of('answered_at') }} in (select touched.month from touched)

),

dated as (

    select
        response_id,
        metric,
        cast(score as integer) as score,
        customer_id,
        store_id,
        order_id,
        touchpoint,
        department,
        channel,
        language,
        comment is not null as has_comment,
        answered_at,
        {{ month_of('answered_at') }} as answered_month
    from answers

),

-- Anonymous answers cannot be told apart, so each of them is its own customer.
numbered as (

    select
        dated.*,
        row_number() over (
            partition by
                answered_month,
                metric,
                store_id,
                coalesce(customer_id, response_id),
                customer_id is null,
                order_id,
                touchpoint
            order by answered_at desc, response_id desc
        ) as answer_from_last
    from dated

),

final as (

    select
        response_id,
        metric,
        score,
        customer_id,
        store_id,
        order_id,
        touchpoint,
        department,
        channel,
        language,
        has_comment,
        answered_at,
        answered_month,
        {{ answer_class('metric', 'score') }} as answer_class,
        {{ scored_value('metric', 'score') }} as scored_value,
        answer_from_last = 1 as is_latest_in_month
    from numbered

)

select * from final
