with

months as (

    select
        month,
        margin,
        costed_sales,
        max(month) over () as last_month
    from {{ ref('int_store_month_orders') }}

),

assumptions as (

    select gross_margin_rate from {{ ref('int_assumptions') }}

),

recent as (

    select {{ ratio('sum(margin)', 'sum(costed_sales)') }} as margin_rate
    from months
    where {{ month_index('last_month') }} - {{ month_index('month') }} < 12

),

final as (

    select coalesce(recent.margin_rate, assumptions.gross_margin_rate) as margin_rate
    from recent
    cross join assumptions

)

select * from final
