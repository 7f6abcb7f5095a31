{{ config(materialized='table') }}

with

orders as (

    select
        customer_id,
        cast(ordered_at as date) as ordered_on,
        sales
    from {{ ref('fct_orders') }}
    where not is_cancelled

),

origins as (

    select * from {{ ref('int_customer_origins') }}

),

numbers as (

    {{ whole_numbers() }}

),

span as (

    select
        min(ordered_on) as first_day,
        max(ordered_on) as last_day
    from orders

),

-- Years of twelve months, counted back from the newest order.
years as (

    select
        numbers.n as years_back,
        {{ add_months('span.last_day', '-12 * (numbers.n + 1)') }} as begins_after,
        {{ add_months('span.last_day', '-12 * numbers.n') }} as ends_on
    from span
    cross join numbers
    where {{ add_months('span.last_day', '-12 * numbers.n') }} >= span.first_day

),

bought as (

    select
        years.years_back,
        orders.customer_id,
        sum(orders.sales) as sales
    from years
    inner join orders on years.begins_after < orders.ordered_on and years.ends_on >= orders.ordered_on
    group by years.years_back, orders.customer_id

),

final as (

    select
        bought.years_back,
        bought.customer_id,
        bought.sales,
        years.begins_after,
        years.ends_on,
        origins.is_earned,
        origins.channel,
        origins.won_on > years.begins_after as is_won_in_year
    from bought
    inner join years on bought.years_back = years.years_back
    left join origins on bought.customer_id = origins.customer_id

)

select * from final
