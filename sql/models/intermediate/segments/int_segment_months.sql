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
customer_months as (

    {% for source in segment_counts() -%}
        select
            customer_id,
            month,
            {%- for other, columns in segment_counts().items() %}
                {%- for column in columns %}
                    {{ column if other == source else zero[column] | default('0') ~ ' as ' ~ column }},
                {%- endfor %}
            {%- endfor %}
            {{ '1' if source == 'bought' else '0' }} as buyers
        from {{ source }}
        {{ 'union all' if not loop.last }}
    {% endfor %}

),

final as (

    select
        segments.family,
        segments.kind,
        segments.segment,
        customer_months.month,
        {%- for columns in segment_counts().values() %}
            {%- for column in columns if column != 'sales' %}
                cast(sum(customer_months.{{ column }}) as bigint) as {{ column }},
            {%- endfor %}
        {%- endfor %}
        cast(sum(customer_months.buyers) as bigint) as buyers,
        sum(customer_months.sales) as sales
    from customer_months
    inner join segments on customer_months.customer_id = segments.customer_id
    group by segments.family, segments.kind, segments.segment, customer_months.month

)

select * from final
