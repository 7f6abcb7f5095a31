{{ config(materialized='table') }}

with

touched as (

    select * from {{ ref('int_touched_periods') }}

),

-- Few rows, so that answers meet their periods by an equal month.
months_of_periods as (

    select
        touched.period,
        touched.starts_on,
        known.month
    from (select distinct month from {{ ref('int_department_answers') }}) as known
    inner join touched on touched.starts_on = {{ period_start('touched.period', 'known.month') }}

),

months as (

    select * from {{ ref('int_department_answers') }}
    where month in (select months_of_periods.month from months_of_periods)

),

stores as (

    select * from {{ ref('dim_stores') }}

),

answers as (

    select
        months_of_periods.period,
        months_of_periods.starts_on,
        coalesce(stores.country, '') as country,
        coalesce(stores.state, '') as state,
        months.*
    from months
    inner join months_of_periods on months.month = months_of_periods.month
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
