{{ config(materialized='table') }}

{%- set events = {
    'fct_orders': 'ordered_at', 'fct_store_days': 'day', 'fct_web_sessions': 'started_at',
    'fct_survey_answers': 'answered_at', 'fct_reviews': 'posted_at', 'fct_service_cases': 'opened_at',
} %}

with

ends as (

    {% for fact, moment in events.items() -%}
        select max(cast({{ moment }} as date)) as last_day from {{ ref(fact) }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

final as (

    select max(last_day) as as_of from ends

)

select * from final
