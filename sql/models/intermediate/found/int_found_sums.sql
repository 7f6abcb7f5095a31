{{ config(materialized='table') }}

with

members as (

    select * from {{ ref('int_found_members') }}

),

outcomes as (

    select * from {{ ref('int_found_outcomes') }}

),

-- Values are whole numbers, so their sums are exact. Of
-- a kind a customer meets one condition, so two are of two kinds.
final as (

    select
        metric,
        cast(0 as bigint) as first_condition,
        cast(0 as bigint) as second_condition,
        cast(count(*) as double) as n,
        sum(value) as total,
        sum(value * value) as total_squares
    from outcomes
    group by metric
    union all
    select
        metric,
        condition as first_condition,
        cast(0 as bigint) as second_condition,
        cast(count(*) as double) as n,
        sum(value) as total,
        sum(value * value) as total_squares
    from members
    group by metric, condition
    union all
    select
        firsts.metric,
        firsts.condition as first_condition,
        seconds.condition as second_condition,
        cast(count(*) as double) as n,
        sum(firsts.value) as total,
        sum(firsts.value * firsts.value) as total_squares
    from members as firsts
    inner join members as seconds
        on
            firsts.metric = seconds.metric
            and firsts.customer_id = seconds.customer_id
            and firsts.condition < seconds.condition
    group by firsts.metric, firsts.condition, seconds.condition

)

select * from final
