with

orders as (

    select
        customer_id,
        cast(ordered_at as date) as ordered_on,
        sales
    from {{ ref('fct_orders') }}
    where
        not is_cancelled
        and customer_id is not null

),

assumptions as (

    select holdout_days from {{ ref('int_assumptions') }}

),

purchases as (

    select
        customer_id,
        ordered_on,
        sum(sales) as sales
    from orders
    group by customer_id, ordered_on

),

span as (

    select
        max(ordered_on) as last_day,
        floor(({{ days_between('min(ordered_on)', 'max(ordered_on)') }} + 1) / 2e0) as half_days
    from orders

),

-- What is held out for the backtest: at most half of what is there.
ends as (

    select
        span.last_day as as_of,
        {{ add_days(
            'span.last_day',
            'cast(case when span.half_days < assumptions.holdout_days then -span.half_days'
            ~ ' else -assumptions.holdout_days end as integer)'
        ) }} as calibrated_to
    from span
    cross join assumptions

),

final as (

    select
        purchases.customer_id,
        purchases.ordered_on,
        purchases.sales,
        ends.as_of,
        ends.calibrated_to,
        purchases.ordered_on > ends.calibrated_to as is_held_out
    from purchases
    cross join ends

)

select * from final
