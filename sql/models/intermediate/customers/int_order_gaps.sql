with

orders as (

    select * from {{ ref('fct_orders') }}
    where
        not is_cancelled
        and customer_id is not null

),

customers as (

    select * from {{ ref('dim_customers') }}

),

dated as (

    select
        orders.customer_id,
        coalesce(customers.loyalty_tier, '') as segment,
        cast(orders.ordered_at as date) as ordered_on,
        lag(cast(orders.ordered_at as date)) over (
            partition by orders.customer_id order by orders.ordered_at, orders.order_id
        ) as previous_on
    from orders
    left join customers on orders.customer_id = customers.customer_id

),

-- Gaps of one length are one row: the percentile needs their number, not each of them.
gaps as (

    select
        segment,
        {{ days_between('previous_on', 'ordered_on') }} as gap_days,
        count(*) as gaps
    from dated
    where previous_on is not null
    group by segment, {{ days_between('previous_on', 'ordered_on') }}

),

final as (

    select
        segment,
        gap_days,
        gaps,
        sum(gaps) over (
            partition by segment order by gap_days
            rows between unbounded preceding and current row
        ) as gaps_up_to,
        sum(gaps) over (partition by segment) as gaps_in_segment
    from gaps

)

select * from final
