{{ config(materialized='table') }}

with

answers as (

    select * from {{ ref('fct_survey_answers') }}
    where is_latest_in_month

),

stores as (

    select * from {{ ref('dim_stores') }}

),

-- Empty text and not null, so that what is unknown is a group of its own beside what is left out of a cut.
months as (

    select
        coalesce(stores.country, '') as country,
        coalesce(stores.state, '') as state,
        coalesce(answers.store_id, '') as store_id,
        coalesce(answers.department, '') as department,
        coalesce(answers.touchpoint, '') as touchpoint,
        answers.answered_month as month,
        answers.metric,
        count(*) as responses,
        count(*) filter (where answers.answer_class in ('promoter', 'satisfied', 'easy')) as favourable,
        count(*) filter (where answers.answer_class in ('detractor', 'dissatisfied', 'hard')) as unfavourable,
        sum(answers.scored_value) as value_sum,
        sum(answers.scored_value * answers.scored_value) as value_sumsq
    from answers
    left join stores on answers.store_id = stores.store_id
    group by
        coalesce(stores.country, ''),
        coalesce(stores.state, ''),
        coalesce(answers.store_id, ''),
        coalesce(answers.department, ''),
        coalesce(answers.touchpoint, ''),
        answers.answered_month,
        answers.metric

),

final as (

    select
        months.*,
        periods.period,
        case periods.period
            when 'month' then months.month
            when 'quarter' then {{ quarter_of('months.month') }}
            else {{ year_of('months.month') }}
        end as starts_on
    from months
    cross join (values ('month'), ('quarter'), ('year')) as periods (period)

)

select * from final
