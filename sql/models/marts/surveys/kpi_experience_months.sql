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

    select * from {{ ref('int_scaled_answers') }}
    where is_latest_in_month

),

answered as (

    select distinct response_id from answers
    where month in (select touched.month from touched)

),

assumptions as (

    select minimum_n from {{ ref('int_assumptions') }}

),

-- The answers of one response are of one person at one time: together they are one observation.
responses as (

    select
        response_id,
        max(month) as month,
        {{ ratio('sum(scaled_score)', 'count(*)') }} as scaled_score
    from answers
    where response_id in (select answered.response_id from answered)
    group by response_id

),

months as (

    select
        month,
        count(*) as responses,
        sum(scaled_score) as score_sum,
        sum(scaled_score * scaled_score) as score_sumsq
    from responses
    where month in (select touched.month from touched)
    group by month

),

shown as (

    select
        months.*,
        case when months.responses >= assumptions.minimum_n then months.responses end as experience_n
    from months
    cross join assumptions

),

final as (

    select
        month,
        {%- set mean = ratio('score_sum', 'experience_n') -%}
        {%- set margin = mean_margin('experience_n', 'score_sum', 'score_sumsq') %}
        {{ mean }} as experience_score,
        {{ clamp('(' ~ mean ~ ' - ' ~ margin ~ ')', '0e0', '100e0') }} as experience_score_low,
        {{ clamp('(' ~ mean ~ ' + ' ~ margin ~ ')', '0e0', '100e0') }} as experience_score_high,
        experience_n,
        case when experience_n is not null then score_sum end as experience_score_sum,
        case when experience_n is not null then score_sumsq end as experience_score_sumsq
    from shown

)

select * from final
