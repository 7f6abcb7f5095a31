with

customers as (

    select * from {{ ref('clv_customers') }}

),

assumptions as (

    select minimum_n from {{ ref('int_assumptions') }}

),

grouped as (

    select
        segment,
        alive_band,
        count(*) as customers,
        avg(p_alive) as p_alive,
        sum(expected_purchases) as expected_purchases,
        sum(clv) as clv,
        sum(value_at_risk) as value_at_risk
    from customers
    group by segment, alive_band

),

-- A band that is empty for being small takes the next smallest of its tier with it: the total would tell.
judged as (

    select
        grouped.*,
        {{ shown_responses('grouped.customers', ['grouped.segment'], 'grouped.alive_band') }}
            as customers_shown
    from grouped
    cross join assumptions

),

final as (

    select
        segment,
        alive_band,
        {%- for column in ['p_alive', 'expected_purchases', 'clv', 'value_at_risk'] %}
            case when customers_shown is not null then {{ column }} end as {{ column }},
        {%- endfor %}
        customers_shown as customers
    from judged

)

select * from final
