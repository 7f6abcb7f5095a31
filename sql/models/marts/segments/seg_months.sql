with

segment_months as (

    select * from {{ ref('int_segment_months') }}

),

assumptions as (

    select minimum_n from {{ ref('int_assumptions') }}

),

basis as (

    select max(basis) as churn_basis from {{ ref('int_customer_month_flows') }}

),

months as (

    select distinct month from segment_months

),

names as (

    select distinct
        family,
        kind,
        segment
    from segment_months

),

grid as (

    select
        names.*,
        months.month,
        basis.churn_basis,
        assumptions.minimum_n
    from names
    cross join months
    cross join basis
    cross join assumptions

),

counted as (

    select
        grid.*,
        {%- for columns in segment_counts().values() %}
            {%- for column in columns if column != 'sales' %}
                coalesce(segment_months.{{ column }}, 0) as {{ column }},
            {%- endfor %}
        {%- endfor %}
        coalesce(segment_months.buyers, 0) as buyers,
        coalesce(segment_months.sales, 0) as sales
    from grid
    left join segment_months
        on
            grid.kind = segment_months.kind
            and grid.segment = segment_months.segment
            and grid.month = segment_months.month

),

started as (

    select
        counted.*,
        cast(sum(won - lost) over (
            partition by kind, segment order by month
            rows between unbounded preceding and current row
        ) as bigint) as customers_end,
        {{ shown_responses('nps_responses', ['kind', 'month'], 'segment') }} as nps_n,
        {{ shown_responses('csat_responses', ['kind', 'month'], 'segment') }} as csat_n,
        {{ shown_responses('ces_responses', ['kind', 'month'], 'segment') }} as ces_n
    from counted

),

based as (

    select
        started.*,
        customers_end - won + lost as customers_start,
        case when customers_end - won + lost >= minimum_n then customers_end - won + lost end as base
    from started

),

final as (

    select
        family,
        kind,
        segment,
        month,
        churn_basis,
        customers_start,
        won as customers_new,
        lost as customers_lost,
        customers_end,
        buyers,
        {%- for column in segment_counts()['bought'] + segment_counts()['answered'] %}
            {{ column }},
        {%- endfor %}
        {{ ratio('lost', 'base') }} as churn_rate,
        {{ wilson_low('lost', 'base') }} as churn_rate_low,
        {{ wilson_high('lost', 'base') }} as churn_rate_high,
        case when buyers >= minimum_n then {{ ratio('sales', 'buyers') }} end as sales_per_buyer,
        case when buyers >= minimum_n then {{ ratio('orders', 'buyers') }} end as orders_per_buyer,
        {{ segment_scores() }}
    from based

)

select * from final
