{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_touched_months('ordered_month') }}"
) }}

with

touched as (

    select month from {{ ref('int_touched_months') }}

),

orders as (

    select
        orders.*,
        {{ month_of('orders.ordered_at') }} as ordered_month
    from {{ ref('stg_sales__orders') }} as orders
    where {{ month_of('orders.ordered_at') }} in (select touched.month from touched)

),

order_lines as (

    select * from {{ ref('stg_sales__order_lines') }}
    where order_id in (select orders.order_id from orders)

),

-- Amounts stay decimal: their sums are exact and the same on every engine and run.
costed_lines as (

    select
        order_id,
        quantity,
        returned_quantity,
        net_amount,
        discount_amount,
        case when unit_cost is not null then net_amount end as costed_amount,
        cast(unit_cost * cast(quantity as decimal(12, 3)) as decimal(18, 4)) as line_cost
    from order_lines

),

line_sums as (

    select
        order_id,
        count(*) as lines,
        sum(quantity) as units,
        sum(returned_quantity) as returned_units,
        sum(net_amount) as sales,
        sum(discount_amount) as discount,
        sum(costed_amount) as costed_sales,
        sum(line_cost) as cost
    from costed_lines
    group by order_id

),

final as (

    select
        orders.order_id,
        orders.store_id,
        orders.customer_id,
        orders.channel,
        orders.status,
        lower(orders.status) in ('cancelled', 'canceled', 'void', 'voided') as is_cancelled,
        orders.currency,
        orders.ordered_at,
        orders.ordered_month,
        coalesce(line_sums.lines, 0) as lines,
        coalesce(line_sums.units, 0) as units,
        coalesce(line_sums.returned_units, 0) as returned_units,
        cast(coalesce(line_sums.sales, 0) as decimal(18, 4)) as sales,
        cast(coalesce(line_sums.discount, 0) as decimal(18, 4)) as discount,
        cast(coalesce(line_sums.costed_sales, 0) as decimal(18, 4)) as costed_sales,
        cast(coalesce(line_sums.cost, 0) as decimal(18, 4)) as cost,
        cast(coalesce(line_sums.costed_sales - line_sums.cost, 0) as decimal(18, 4)) as margin
    from orders
    left join line_sums on orders.order_id = line_sums.order_id

)

select * from final
