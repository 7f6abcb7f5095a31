with

months as (

    select sum(nps_responses + csat_responses + ces_responses) as answers
    from {{ ref('kpi_company_months') }}

),

answers as (

    select count(*) as answers
    from {{ ref('fct_survey_answers') }}
    where is_latest_in_month

)

select
    months.answers as answers_in_months,
    answers.answers
from months
cross join answers
where coalesce(months.answers, 0) <> answers.answers
