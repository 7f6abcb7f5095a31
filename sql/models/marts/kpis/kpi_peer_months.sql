{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_retold_years('month') }}"
) }}

{%- set measured = {
    'nps': 'nps_n', 'csat_mean': 'csat_n', 'ces_mean': 'ces_n', 'response_rate': 'response_rate_n',
    'sales_per_sqft': none, 'average_order_value': 'orders', 'gross_margin_rate': 'orders', 'return_rate': 'units',
    'footfall_conversion': 'visitors', 'queue_seconds': 'queue_days', 'stockout_rate': 'stockout_days',
} -%}
with

store_months as (

    select * from {{ ref('kpi_store_months') }}
    where {{ year_of('month') }} in ({{ retold_years() }})

),

stores as (

    select * from {{ ref('dim_stores') }}

),

assumptions as (

    select minimum_peers from {{ ref('int_assumptions') }}

),

measured as (

    {% for metric, n in measured.items() -%}
        select
            store_id,
            month,
            '{{ metric }}' as metric,
            cast({{ metric }} as double) as value,
            cast({{ n or 'null' }} as double) as n
        from store_months
        where
            {{ metric }} is not null
            {{ 'and ' ~ metric.split('_')[0] ~ '_is_of_month' if metric in ['nps', 'csat_mean', 'ces_mean'] }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

placed as (

    select
        measured.*,
        coalesce(stores.format, '') as store_format
    from measured
    left join stores on measured.store_id = stores.store_id

),

{% for name, keys in {'alike': 'store_format, month, metric', 'everybody': 'month, metric'}.items() -%}
    {{ name }} as (

        select
            {{ keys }},
            count(*) as stores,
            sum(value) as value_sum,
            {{ quantile_of('value', 0.25) }} as value_p25,
            {{ quantile_of('value', 0.5) }} as value_median,
            {{ quantile_of('value', 0.75) }} as value_p75
        from placed
        group by {{ keys }}

    ),

{% endfor -%}
beside as (

    select
        placed.*,
        assumptions.minimum_peers,
        placed.store_format <> '' and alike.stores > assumptions.minimum_peers as is_alike,
        alike.stores as alike_stores,
        alike.value_sum as alike_sum,
        alike.value_p25 as alike_p25,
        alike.value_median as alike_median,
        alike.value_p75 as alike_p75,
        everybody.stores as all_stores,
        everybody.value_sum as all_sum,
        everybody.value_p25 as all_p25,
        everybody.value_median as all_median,
        everybody.value_p75 as all_p75
    from placed
    cross join assumptions
    inner join alike
        on
            placed.store_format = alike.store_format
            and placed.month = alike.month
            and placed.metric = alike.metric
    inner join everybody
        on
            placed.month = everybody.month
            and placed.metric = everybody.metric

),

-- Stores of the same format where there are enough, else all.
-- The own value is in the quantiles and not in the mean.
final as (

    select
        store_id,
        month,
        metric,
        value,
        n,
        case when is_alike then 'same format' else 'all stores' end as compared_with,
        case when is_alike then alike_stores else all_stores end - 1 as peers,
        case
            when is_alike then (alike_sum - value) / cast(alike_stores - 1 as double)
            else (all_sum - value) / cast(all_stores - 1 as double)
        end as peer_mean,
        case when is_alike then alike_p25 else all_p25 end as peer_p25,
        case when is_alike then alike_median else all_median end as peer_median,
        case when is_alike then alike_p75 else all_p75 end as peer_p75
    from beside
    where all_stores > minimum_peers

)

select * from final
