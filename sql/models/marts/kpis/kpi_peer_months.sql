{%- set measured = {
    'nps': 'nps_n', 'csat_mean': 'csat_n', 'ces_mean': 'ces_n', 'response_rate': 'response_rate_n',
    'sales_per_sqft': none, 'average_order_value': 'orders', 'gross_margin_rate': 'orders', 'return_rate': 'units',
    'footfall_conversion': 'visitors', 'queue_seconds': 'queue_days', 'stockout_rate': 'stockout_days',
} -%}
with

store_months as (

    select * from {{ ref('kpi_store_months') }}

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
    where {{ metric }} is not null
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

placed as (

    select
        measured.*,
        coalesce(stores.format, '') as format
    from measured
    left join stores on measured.store_id = stores.store_id

),

{% for relation, keys in {'alike': ['format', 'month', 'metric'], 'everybody': ['month', 'metric']}.items() -%}
{{ relation }} as (

    select
        {{ keys | join(', ') }},
        count(*) as stores,
        sum(value) as value_sum,
        {{ quantile_of('value', 0.25) }} as quarter,
        {{ quantile_of('value', 0.5) }} as half,
        {{ quantile_of('value', 0.75) }} as three_quarters
    from placed
    group by {{ keys | join(', ') }}

),

{% endfor -%}
-- Stores of the same format where there are enough, else all; the own value is in the quantiles and not in the mean.
final as (

    select
        placed.store_id,
        placed.month,
        placed.metric,
        placed.value,
        placed.n,
        case when alike.stores > assumptions.minimum_peers then 'same format' else 'all stores' end as compared_with,
        {% for name, expression in {
            'peers': '{}.stores - 1',
            'peer_mean': '({}.value_sum - placed.value) / cast({}.stores - 1 as double)',
            'peer_p25': '{}.quarter', 'peer_median': '{}.half', 'peer_p75': '{}.three_quarters',
        }.items() -%}
        case
            when alike.stores > assumptions.minimum_peers then {{ expression.replace('{}', 'alike') }}
            else {{ expression.replace('{}', 'everybody') }}
        end as {{ name }}{{ ',' if not loop.last }}
        {% endfor %}
    from placed
    cross join assumptions
    inner join alike
        on placed.format = alike.format and placed.month = alike.month and placed.metric = alike.metric
    inner join everybody on placed.month = everybody.month and placed.metric = everybody.metric
    where everybody.stores > assumptions.minimum_peers

)

select * from final
