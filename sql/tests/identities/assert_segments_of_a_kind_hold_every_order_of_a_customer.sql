-- Kinds of interests and values are left out: a customer may be in several of their segments.
with

several as (

    select distinct kind from {{ ref('segment_rules') }}
    where measure in ('interest', 'value')

),

kinds as (

    select
        months.kind,
        sum(months.orders) as orders,
        sum(months.sales) as sales
    from {{ ref('seg_months') }} as months
    left join several on months.kind = several.kind
    where several.kind is null
    group by months.kind

),

orders as (

    select
        count(*) as orders,
        sum(sales) as sales
    from {{ ref('fct_orders') }}
    where
        not is_cancelled
        and customer_id is not null

)

select
    kinds.kind,
    kinds.orders as orders_in_segments,
    orders.orders
from kinds
cross join orders
where
    kinds.orders <> orders.orders
    or kinds.sales <> orders.sales
