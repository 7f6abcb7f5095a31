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

    select * from {{ ref('fct_survey_answers') }}
    where
        is_latest_in_month
        and answered_month in (select touched.month from touched)

),

-- Empty text and not null, so that what is unknown is a group of its own beside what is left out of a cut.
final as (

    select
        coalesce(store_id, '') as store_id,
        coalesce(department, '') as department,
        coalesce(touchpoint, '') as touchpoint,
        answered_month as month,
        metric,
        count(*) as responses,
        count(*) filter (where answer_class in ('promoter', 'satisfied', 'easy')) as favourable,
        count(*) filter (where answer_class in ('detractor', 'dissatisfied', 'hard')) as unfavourable,
        sum(scored_value) as value_sum,
        sum(scored_value * scored_value) as value_sumsq
    from answers
    group by
        coalesce(store_id, ''),
        coalesce(department, ''),
        coalesce(touchpoint, ''),
        answered_month,
        metric

)

select * from final
