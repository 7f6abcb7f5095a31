{{ config(materialized='table') }}

with

customers as (

    select * from {{ ref('dim_customers') }}

),

orders as (

    select * from {{ ref('fct_orders') }}
    where not is_cancelled

),

limits as (

    select * from {{ ref('int_churn_limits') }}

),

assumptions as (

    select churn_minimum_days from {{ ref('int_assumptions') }}

),

-- Somebody who "left" before joining is taken to have left on the day of joining.
contractual as (

    select
        customer_id,
        'contractual' as basis,
        joined_on as won_on,
        case when left_on < joined_on then joined_on else left_on end as lost_on
    from customers

),

data_end as (

    select max(cast(ordered_at as date)) as last_day from orders

),

buyers as (

    select
        customer_id,
        min(cast(ordered_at as date)) as won_on,
        max(cast(ordered_at as date)) as last_on
    from orders
    where customer_id is not null
    group by customer_id

),

expiring as (

    select
        buyers.customer_id,
        buyers.won_on,
        {{ add_days(
            'buyers.last_on', 'coalesce(limits.limit_days, cast(assumptions.churn_minimum_days as bigint))'
        ) }} as lost_on
    from buyers
    cross join assumptions
    left join customers on buyers.customer_id = customers.customer_id
    left join limits on coalesce(customers.loyalty_tier, '') = limits.segment

),

-- A limit that ends after the data says nothing yet.
non_contractual as (

    select
        expiring.customer_id,
        'non_contractual' as basis,
        expiring.won_on,
        case when expiring.lost_on < data_end.last_day then expiring.lost_on end as lost_on
    from expiring
    cross join data_end

),

final as (

    select * from contractual
    union all
    select * from non_contractual

)

select * from final
