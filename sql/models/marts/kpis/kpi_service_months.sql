{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_touched_months('month') }}"
) }}

{%- set cuts = {
    'company': [],
    'store': ['store_id'],
    'channel': ['channel'],
    'department': ['department'],
    'topic': ['topic'],
    'store and channel': ['store_id', 'channel'],
    'store and department': ['store_id', 'department'],
} %}

with

touched as (

    select month from {{ ref('int_touched_months') }}

),

cases as (

    select * from {{ ref('fct_service_cases') }}
    where opened_month in (select touched.month from touched)

),

assumptions as (

    select minimum_n from {{ ref('int_assumptions') }}

),

sums as (

    {{ service_sums('cases', cuts) }}

),

counted as (

    select
        sums.*,
        assumptions.minimum_n
    from sums
    cross join assumptions

),

final as (

    select
        cut,
        store_id,
        channel,
        department,
        topic,
        month,
        cases,
        resolved,
        resolution_hours_sum,
        {{ ratio('resolution_hours_sum', 'resolved') }} as resolution_hours,
        replied,
        first_reply_minutes_median,
        reopened,
        {{ share_columns([('reopened_share', 'reopened', 'cases')]) }}
        {% for n, scores in survey_scores() if n == 'csat_responses' -%}
            {{ scores_where_enough([[n, scores[:-1]]]) }}
        {% endfor -%}
        case when csat_responses >= minimum_n then csat_responses end as csat_n
    from counted

)

select * from final
