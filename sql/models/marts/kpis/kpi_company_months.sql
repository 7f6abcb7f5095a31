{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_reached_months(0) }}"
) }}

with

store_months as (

    select * from {{ ref('int_store_months') }}
    where month in ({{ reached_months(0) }})

),

assumptions as (

    select minimum_n from {{ ref('int_assumptions') }}

),

months as (

    select
        {% for column in whole_counts() -%}
            cast(sum({{ column }}) as bigint) as {{ column }},
        {% endfor -%}
        {% for column in amount_sums() -%}
            sum({{ column }}) as {{ column }},
        {% endfor -%}
        month
    from store_months
    group by month

),

counted as (

    select
        months.*,
        assumptions.minimum_n
    from months
    cross join assumptions

),

final as (

    select
        month,
        {% for column in whole_counts() + amount_sums() -%}
            {{ column }},
        {% endfor -%}
        {{ served_scores() }}
    from counted

)

select * from final
