{{ config(materialized='table') }}

{%- set zero = {'sales': 'cast(0 as decimal(18, 4))'} %}

with

segments as (

    select * from {{ ref('seg_customers') }}

),

-- Numbers are grouped faster than words.
numbered as (

    select
        family,
        kind,
        segment,
        row_number() over (order by family, kind, segment) as segment_no
    from {{ ref('seg_customers') }}
    group by family, kind, segment

),

members as (

    select
        segments.customer_id,
        numbered.segment_no
    from segments
    inner join numbered on segments.kind = numbered.kind and segments.segment = numbered.segment

),

flows as (

    select * from {{ ref('int_customer_month_flows') }}

),

bought as (

    select * from {{ ref('int_customer_months') }}

),

answered as (

    select * from {{ ref('int_customer_month_answers') }}

),

-- Each source's counts, with zeros for the others'.
sums as (

    {% for source in segment_counts() -%}
        select
            members.segment_no,
            {{ source }}.month,
            {%- for other, columns in segment_counts().items() %}
                {%- for column in columns %}
                    {%- set nil = zero[column] | default('0') %}
                    {{ 'sum(' ~ source ~ '.' ~ column ~ ')' if other == source else nil }} as {{ column }},
                {%- endfor %}
            {%- endfor %}
            {{ 'count(*)' if source == 'bought' else '0' }} as buyers
        from {{ source }}
        inner join members on {{ source }}.customer_id = members.customer_id
        group by members.segment_no, {{ source }}.month
        {{ 'union all' if not loop.last }}
    {% endfor %}

),

counted as (

    select
        segment_no,
        month,
        {%- for columns in segment_counts().values() %}
            {%- for column in columns if column != 'sales' %}
                cast(sum({{ column }}) as bigint) as {{ column }},
            {%- endfor %}
        {%- endfor %}
        cast(sum(buyers) as bigint) as buyers,
        sum(sales) as sales
    from sums
    group by segment_no, month

),

final as (

    select
        numbered.family,
        numbered.kind,
        numbered.segment,
        counted.month,
        {%- for columns in segment_counts().values() %}
            {%- for column in columns if column != 'sales' %}
                counted.{{ column }},
            {%- endfor %}
        {%- endfor %}
        counted.buyers,
        counted.sales
    from counted
    inner join numbered on counted.segment_no = numbered.segment_no

)

select * from final
