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
        and customer_id is not null

),

final as (

    select
        customer_id,
        answered_month as month,
        count(*) filter (where metric = 'nps') as nps_responses,
        count(*) filter (where answer_class = 'promoter') as nps_promoters,
        count(*) filter (where answer_class = 'detractor') as nps_detractors,
        {%- for metric, favourable, column in [
            ['csat', 'satisfied', 'csat_satisfied'],
            ['ces', 'easy', 'ces_easy'],
        ] %}
            count(*) filter (where metric = '{{ metric }}') as {{ metric }}_responses,
            count(*) filter (where answer_class = '{{ favourable }}') as {{ column }},
            sum(case when metric = '{{ metric }}' then score else 0 end) as {{ metric }}_score_sum,
            sum(case when metric = '{{ metric }}' then score * score else 0 end) as {{ metric }}_score_sumsq,
        {%- endfor %}
        count(*) as answers
    from answers
    group by customer_id, answered_month

)

select * from final
