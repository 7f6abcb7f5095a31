with

events as (

    select * from {{ ref('int_churn_events') }}

),

lifetimes as (

    select * from {{ ref('int_customer_lifetimes') }}

),

-- By contract where anybody ever left by it, else by the absence of orders.
bases as (

    select
        case
            when sum(case when basis = 'contractual' then customers_lost else 0 end) > 0 then 'contractual'
            else 'non_contractual'
        end as basis
    from events

),

flows as (

    select
        lifetimes.customer_id,
        lifetimes.basis,
        {{ month_of('lifetimes.won_on') }} as month,
        1 as won,
        0 as lost
    from lifetimes
    inner join bases on lifetimes.basis = bases.basis
    union all
    select
        lifetimes.customer_id,
        lifetimes.basis,
        {{ month_of('lifetimes.lost_on') }} as month,
        0 as won,
        1 as lost
    from lifetimes
    inner join bases on lifetimes.basis = bases.basis
    where lifetimes.lost_on is not null

),

final as (

    select
        customer_id,
        basis,
        month,
        sum(won) as won,
        sum(lost) as lost
    from flows
    group by customer_id, basis, month

)

select * from final
