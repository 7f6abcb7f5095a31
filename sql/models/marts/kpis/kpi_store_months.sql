{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_retold_years('month') }}"
) }}

with

store_months as (

    select * from {{ ref('int_store_months') }}
    where
        store_id <> ''
        and {{ year_of('month') }} in ({{ retold_years() }})

),

told as (

    select * from {{ ref('int_told_months') }}
    where {{ year_of('month') }} in ({{ retold_years() }})

),

assumptions as (

    select minimum_n from {{ ref('int_assumptions') }}

),

counted as (

    select
        store_months.store_id,
        store_months.month,
        {% for column in whole_counts() if column not in answer_counts() -%}
            store_months.{{ column }},
        {% endfor -%}
        {% for column in amount_sums() -%}
            store_months.{{ column }},
        {% endfor -%}
        {% for column in answer_counts() -%}
            cast(coalesce(told.{{ column }}, 0) as bigint) as {{ column }},
        {% endfor -%}
        {% for metric in ['nps', 'csat', 'ces'] -%}
            coalesce(told.{{ metric }}_is_of_month, false) as {{ metric }}_is_of_month,
        {% endfor -%}
        assumptions.minimum_n
    from store_months
    left join told on store_months.store_id = told.store_id and store_months.month = told.month
    cross join assumptions

),

final as (

    select
        store_id,
        month,
        {% for column in whole_counts() + amount_sums() -%}
            {{ column }},
        {% endfor -%}
        {{ served_scores() }},
        nps_is_of_month,
        csat_is_of_month,
        ces_is_of_month
    from counted

)

select * from final
