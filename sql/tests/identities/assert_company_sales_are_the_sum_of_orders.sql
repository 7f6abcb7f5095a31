with

months as (

    select
        sum(orders) as orders,
        sum(sales) as sales,
        sum(margin) as margin
    from {{ ref('kpi_company_months') }}

),

orders as (

    select
        count(*) as orders,
        sum(sales) as sales,
        sum(margin) as margin
    from {{ ref('fct_orders') }}
    where not is_cancelled

)

select
    months.orders as orders_in_months,
    orders.orders,
    months.sales as sales_in_months,
    orders.sales
from months
cross join orders
where
    coalesce(months.orders, 0) <> orders.orders
    or coalesce(months.sales, 0) <> coalesce(orders.sales, 0)
    or coalesce(months.margin, 0) <> coalesce(orders.margin, 0)
