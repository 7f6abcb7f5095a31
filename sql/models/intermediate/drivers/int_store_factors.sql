{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_reached_months(5) }}"
) }}

{%- set factors = {
    'latitude': 'stores.latitude',
    'longitude': 'stores.longitude',
    'floor_area_sqft': 'stores.floor_area_sqft',
    'store_age_years': days_between('stores.opened_on', 'half_years.month') ~ ' / 365.25e0',
    'visitors': ratio('half_years.visitors', 'half_years.months'),
    'stockout_rate': ratio('half_years.stockout_rate_sum', 'half_years.stockout_days'),
    'assortment_size': ratio('half_years.assortment_sum', 'half_years.assortment_days'),
    'queue_seconds': ratio('half_years.queue_seconds_sum', 'half_years.queue_days'),
    'staff_hours_per_1000_visitors': ratio('1000 * half_years.staff_hours', 'half_years.visitors'),
    'sales_per_sqft': ratio('half_years.sales_with_area', 'half_years.floor_area_sqft'),
    'average_order_value': ratio('half_years.sales', 'half_years.orders'),
    'units_per_order': ratio('half_years.units', 'half_years.orders'),
    'return_rate': ratio('half_years.returned_units', 'half_years.units'),
    'discount_rate': ratio('half_years.discount', 'half_years.sales + half_years.discount'),
    'footfall_conversion': ratio('half_years.footfall_orders', 'half_years.visitors'),
} -%}
{%- set categories = {'state': 'stores.state', 'format': 'stores.format', 'country': 'stores.country'} %}

with

half_years as (

    select * from {{ ref('int_store_half_years') }}
    where month in ({{ reached_months(5) }})

),

stores as (

    select * from {{ ref('dim_stores') }}

),

factors as (

    select
        listed.factor,
        listed.kind
    from (
        values
        {%- for factor in factors %}
            ('{{ factor }}', 'numeric'),
        {%- endfor %}
        {%- for factor in categories %}
            ('{{ factor }}', 'categorical'){{ ',' if not loop.last }}
        {%- endfor %}
    ) as listed (factor, kind)

),

final as (

    select
        half_years.store_id,
        half_years.month,
        factors.factor,
        factors.kind,
        case factors.factor
            {%- for factor, expression in factors.items() %}
                when '{{ factor }}' then cast({{ expression }} as double)
            {%- endfor %}
        end as value,
        case factors.factor
            {%- for factor, expression in categories.items() %}
                when '{{ factor }}' then {{ expression }}
            {%- endfor %}
        end as category
    from half_years
    left join stores on half_years.store_id = stores.store_id
    cross join factors

)

select * from final
where value is not null or category is not null
