{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_retold_years('month') }}"
) }}

{%- set sums = ['responses', 'favourable', 'unfavourable', 'value_sum', 'value_sumsq'] %}

with

surveys as (

    select * from {{ ref('int_store_month_surveys') }}
    where {{ year_of('month') }} in ({{ retold_years() }})

),

stores as (

    select * from {{ ref('dim_stores') }}

),

told as (

    select * from {{ ref('int_told_periods') }}
    where
        area = 'store'
        and year_start in ({{ retold_years() }})

),

assumptions as (

    select minimum_n from {{ ref('int_assumptions') }}

),

-- Answers that are counted together: those of a month, quarter or year.
together as (

    select
        surveys.*,
        told.told_by,
        {{ period_start('told.told_by', 'surveys.month') }} as starts_on
    from surveys
    left join stores on surveys.store_id = stores.store_id
    inner join told
        on
            surveys.store_id = told.store_id
            and coalesce(stores.country, '') = told.country
            and coalesce(stores.state, '') = told.state
            and surveys.metric = told.metric
            and {{ quarter_of('surveys.month') }} = told.quarter_start

),

-- They are counted in its last month.
counted as (

    select
        store_id,
        metric,
        told_by,
        {% for column in sums -%}
            sum({{ column }}) as {{ column }},
        {% endfor -%}
        max(month) as month
    from together
    group by store_id, starts_on, metric, told_by

),

-- Too few even together are left out: those of a month that has only begun, or of a year.
enough as (

    select counted.*
    from counted
    cross join assumptions
    where counted.responses >= assumptions.minimum_n

),

final as (

    {{ counts_side_by_side('enough', told=true) }}

)

select * from final
