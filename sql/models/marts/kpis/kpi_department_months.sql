{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_touched_periods() }}"
) }}

-- depends_on: {{ ref('int_touched_periods') }}
{%- set counts = {
    'nps_responses': 'responses', 'nps_promoters': 'favourable', 'nps_detractors': 'unfavourable',
    'csat_responses': 'responses', 'csat_satisfied': 'favourable',
    'csat_score_sum': 'value_sum', 'csat_score_sumsq': 'value_sumsq',
    'ces_responses': 'responses', 'ces_easy': 'favourable',
    'ces_score_sum': 'value_sum', 'ces_score_sumsq': 'value_sumsq',
} %}
{%- set keys = [
    'period', 'starts_on', 'area', 'detail', 'country', 'state', 'store_id', 'department', 'touchpoint',
] %}

with

cells as (

    {% for area in ['company', 'states', 'stores'] -%}
        select * from {{ ref('int_withheld_' ~ area) }}
        {{ 'union all' if not loop.last }}
    {% endfor %}

),

-- What is withheld is left out of the counts as well: no sum of rows brings it back.
counted as (

    select
        {{ keys | join(',\n        ') }},
        {% for name, column in counts.items() -%}
            {%- set metric = name.split('_')[0] -%}
            case
                when count(*) filter (where metric = '{{ metric }}') = 0 then 0
                else cast(sum(
                    case when metric = '{{ metric }}' and not is_withheld then {{ column }} end
                ) as bigint)
            end as {{ name }},
        {% endfor -%}
        {% for metric in ['nps', 'csat', 'ces'] -%}
            count(*) filter (where metric = '{{ metric }}' and is_withheld) > 0 as {{ metric }}_is_withheld,
        {% endfor -%}
        max(minimum_n) as minimum_n
    from cells
    group by {{ keys | join(', ') }}

),

final as (

    select
        period,
        starts_on,
        area,
        detail,
        {% for name in keys[4:] -%}
            nullif({{ name }}, '') as {{ name }},
        {% endfor -%}
        {% for name in counts -%}
            {{ name }},
        {% endfor -%}
        {{ scores_where_enough(survey_scores()) }}
        nps_is_withheld,
        csat_is_withheld,
        ces_is_withheld
    from counted

)

select * from final
