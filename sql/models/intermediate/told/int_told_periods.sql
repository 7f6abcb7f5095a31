{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_retold_years('year_start') }}"
) }}

with

surveys as (

    select * from {{ ref('int_store_month_surveys') }}
    where {{ year_of('month') }} in ({{ retold_years() }})

),

stores as (

    select * from {{ ref('dim_stores') }}

),

data_end as (

    select as_of from {{ ref('int_data_end') }}

),

assumptions as (

    select minimum_n from {{ ref('int_assumptions') }}

),

answers as (

    select
        coalesce(stores.country, '') as country,
        coalesce(stores.state, '') as state,
        surveys.store_id,
        surveys.metric,
        surveys.month,
        {{ quarter_of('surveys.month') }} as quarter_start,
        {{ year_of('surveys.month') }} as year_start,
        surveys.responses,
        surveys.month = {{ month_of('data_end.as_of') }} as is_open_month,
        {{ quarter_of('surveys.month') }} = {{ quarter_of('data_end.as_of') }} as is_open_quarter,
        assumptions.minimum_n
    from surveys
    left join stores on surveys.store_id = stores.store_id
    cross join data_end
    cross join assumptions

),

{{ told_areas('answers') }}

final as (

    {% for area in ['company', 'state', 'store'] -%}
        select
            '{{ area }}' as area,
            country,
            state,
            store_id,
            metric,
            year_start,
            quarter_start,
            case when is_whole_anyway then 'year' when is_whole then 'quarter' else 'month' end as told_by
        from {{ area }}_quarters_told
        {{ 'union all' if not loop.last }}
    {% endfor %}
)

select * from final
