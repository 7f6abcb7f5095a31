{{ config(materialized='table') }}

with

touched as (

    select month from {{ ref('int_touched_months') }}

),

store_months as (

    {% for what in ['orders', 'operations', 'surveys', 'voices'] -%}
        select month from {{ ref('int_store_month_' ~ what) }}
        {{ 'union' if not loop.last }}
    {% endfor %}
),

-- A list of stores says of all months where a store lies and how large it is.
store_lists as (

    select count(*) as lists from {{ ref('int_new_extracts') }}
    where "extract" = 'stores'

),

changed as (

    select month from touched
    union
    select store_months.month
    from store_months
    cross join store_lists
    where store_lists.lists > 0

),

final as (

    select
        {{ add_months('changed.month', 'steps.months_back') }} as month,
        min(steps.months_back) as months_back
    from changed
    cross join (
        values
        {%- for step in range(17) %}
            ({{ step }}){{ ',' if not loop.last }}
        {%- endfor %}
    ) as steps (months_back)
    group by {{ add_months('changed.month', 'steps.months_back') }}

)

select * from final
