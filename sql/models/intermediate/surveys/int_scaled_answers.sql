with

answers as (

    select * from {{ ref('fct_survey_answers') }}

),

scales as (

    select * from {{ ref('survey_scales') }}

),

final as (

    select
        answers.response_id,
        answers.metric,
        answers.customer_id,
        answers.store_id,
        answers.answered_at,
        answers.answered_month as month,
        answers.is_latest_in_month,
        answers.score,
        100e0 * {{ ratio('answers.score - scales.lowest', 'scales.highest - scales.lowest') }} as scaled_score
    from answers
    inner join scales on answers.metric = scales.metric

)

select * from final
