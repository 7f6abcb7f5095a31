{{ config(materialized='table') }}

with

data_end as (

    select
        as_of,
        {{ add_days('as_of', -365) }} as since
    from {{ ref('int_data_end') }}

),

answers as (

    select
        answers.customer_id,
        answers.metric,
        answers.scored_value,
        row_number() over (
            partition by answers.customer_id, answers.metric
            order by answers.answered_at desc, answers.response_id desc
        ) as answer_from_last
    from {{ ref('fct_survey_answers') }} as answers
    inner join data_end on cast(answers.answered_at as date) > data_end.since
    where answers.customer_id is not null

),

flows as (

    select max(basis) as basis from {{ ref('int_customer_month_flows') }}

),

-- Customers at the beginning of the twelve months, of whom some were lost in them.
lifetimes as (

    select
        lifetimes.customer_id,
        coalesce(lifetimes.lost_on <= data_end.as_of, false) as is_lost
    from {{ ref('int_customer_lifetimes') }} as lifetimes
    inner join flows on lifetimes.basis = flows.basis
    inner join data_end on lifetimes.won_on <= data_end.since
    where lifetimes.lost_on is null or lifetimes.lost_on > data_end.since

),

final as (

    select
        customer_id,
        metric,
        cast(scored_value as double) as value
    from answers
    where answer_from_last = 1
    union all
    select
        customer_id,
        'churn' as metric,
        case when is_lost then 1e0 else 0e0 end as value
    from lifetimes

)

select * from final
