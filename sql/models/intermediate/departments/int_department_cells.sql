{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_touched_periods() }}"
) }}

with

touched as (

    select * from {{ ref('int_touched_periods') }}

),

months as (

    select * from {{ ref('int_department_answers') }}

),

stores as (

    select * from {{ ref('dim_stores') }}

),

answers as (

    select
        touched.period,
        touched.starts_on,
        coalesce(stores.country, '') as country,
        coalesce(stores.state, '') as state,
        months.*
    from touched
    inner join months on touched.starts_on = {{ period_start('touched.period', 'months.month') }}
    left join stores on months.store_id = stores.store_id

),

{{ sums_by_cut('answers') }}

final as (

    {% for area, place, detail, topic, finer in cuts() -%}
        select * from {{ area }}_{{ detail }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
)

select * from final
