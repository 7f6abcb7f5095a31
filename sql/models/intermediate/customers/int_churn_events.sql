{{ config(materialized='table') }}

with

lifetimes as (

    select * from {{ ref('int_customer_lifetimes') }}

),

events as (

    select
        basis,
        {{ month_of('won_on') }} as month,
        1 as won,
        0 as lost
    from lifetimes
    union all
    select
        basis,
        {{ month_of('lost_on') }} as month,
        0 as won,
        1 as lost
    from lifetimes
    where lost_on is not null

),

final as (

    select
        basis,
        month,
        cast(sum(won) as bigint) as customers_new,
        cast(sum(lost) as bigint) as customers_lost
    from events
    group by basis, month

)

select * from final
