{{ config(materialized='table') }}

with

lifetimes as (

    select
        basis,
        customer_id,
        {{ month_of('won_on') }} as cohort_month,
        {{ month_of('lost_on') }} as lost_month
    from {{ ref('int_customer_lifetimes') }}

),

order_months as (

    select
        customer_id,
        month
    from {{ ref('int_customer_months') }}

),

joinings as (

    select
        basis,
        cohort_month,
        0 as months_since,
        1 as joined,
        0 as lost,
        0 as ordered
    from lifetimes

),

losses as (

    select
        basis,
        cohort_month,
        {{ month_index('lost_month') }} - {{ month_index('cohort_month') }} as months_since,
        0 as joined,
        1 as lost,
        0 as ordered
    from lifetimes
    where lost_month is not null

),

purchases as (

    select
        lifetimes.basis,
        lifetimes.cohort_month,
        {{ month_index('order_months.month') }} - {{ month_index('lifetimes.cohort_month') }} as months_since,
        0 as joined,
        0 as lost,
        1 as ordered
    from lifetimes
    inner join order_months on lifetimes.customer_id = order_months.customer_id

),

happenings as (

    select * from joinings
    union all
    select * from losses
    union all
    select * from purchases

),

final as (

    select
        basis,
        cohort_month,
        months_since,
        sum(joined) as joined,
        sum(lost) as lost,
        sum(ordered) as ordered
    from happenings
    group by basis, cohort_month, months_since

)

select * from final
