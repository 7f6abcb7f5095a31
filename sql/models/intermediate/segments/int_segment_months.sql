{{ config(materialized='table') }}

{%- set zero = {'sales': 'cast(0 as decimal(18, 4))'} %}

with

segments as (

    select * from {{ ref('seg_customers') }}

),

flows as (

    select * from {{ ref('int_customer_month_flows') }}

),

bought as (

    select
        customer_id,
        ordered_month as month,
        count(*) as orders,
        sum(sales) as sales
    from {{ ref('fct_orders') }}
    where
        not is_cancelled
        and customer_id is not null
    group by customer_id, ordered_month

),

answered as (

    select * from {{ ref('int_customer_month_answers') }}

),

-- Each source's counts, with zeros for the others'.
sums as (

    {% for source in segment_counts() -%}
        select
            segments.family,
            segments.kind,
            segments.segment,
            {{ source }}.month,
            {%- for other, columns in segment_counts().items() %}
                {%- for column in columns %}
                    {%- set nil = zero[column] | default('0') %}
                    {{ 'sum(' ~ source ~ '.' ~ column ~ ')' if other == source else nil }} as {{ column }},
                {%- endfor %}
            {%- endfor %}
            {{ 'count(*)' if source == 'bought' else '0' }} as buyers
        from {{ source }}
        inner join segments on {{ source }}.customer_id = segments.customer_id
        group by segments.family, segments.kind, segments.segment, {{ source }}.month
        {{ 'union all' if not loop.last }}
    {% endfor %}

),

final as (

    select
        family,
        kind,
        segment,
        month,
        {%- for columns in segment_counts().values() %}
            {%- for column in columns if column != 'sales' %}
                cast(sum({{ column }}) as bigint) as {{ column }},
            {%- endfor %}
        {%- endfor %}
        cast(sum(buyers) as bigint) as buyers,
        sum(sales) as sales
    from sums
    group by family, kind, segment, month

)

select * from final
