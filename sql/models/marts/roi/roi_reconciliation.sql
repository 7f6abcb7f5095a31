{#- Line, what it is, how it comes about, whether it is a sum of lines before it, and its amount. -#}
{%- set lines = [
    (1, 'Sales after the start', 'sales of the stores in the months measured', false, 'actual_sales'),
    (2, 'Sales expected without the actions', 'each store: sales ÷ (1 + effect)', false, '-baseline_sales'),
    (3, 'Incremental sales', '1 + 2', true, 'incremental_sales'),
    (4, 'Cost of the goods', 'each store: incremental sales × (gross margin rate − 1)', false, 'incremental_margin - incremental_sales'),
    (5, 'Incremental margin', '3 + 4', true, 'incremental_margin'),
    (6, 'Value of customers kept', 'not measured, counts as 0', false, 'retention_value'),
    (7, 'Cost of the actions', 'rejected ones at what their planning cost', false, '-cost'),
    (8, 'Net return', '5 + 6 + 7', true, 'net'),
] -%}
{%- set amounts = [
    'actual_sales', 'baseline_sales', 'incremental_sales', 'incremental_margin', 'retention_value', 'cost',
] -%}

with

subjects as (

    select
        'action' as scope,
        action_id as subject,
        currency,
        {%- for amount in amounts %}
            coalesce({{ amount }}, 0) as {{ amount }},
        {%- endfor %}
        coalesce(net, -cost) as net
    from {{ ref('roi_actions') }}
    union all
    select
        'programme' as scope,
        programme as subject,
        currency,
        {%- for amount in amounts %}
            coalesce({{ amount }}, 0) as {{ amount }},
        {%- endfor %}
        net
    from {{ ref('roi_programmes') }}

),

final as (

    {%- for line_no, item, how, is_total, amount in lines %}
        select
            scope,
            subject,
            currency,
            {{ line_no }} as line_no,
            '{{ item }}' as item,
            '{{ how }}' as how,
            {{ is_total }} as is_total,
            cast({{ amount }} as decimal(18, 2)) as amount
        from subjects
        {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select * from final
