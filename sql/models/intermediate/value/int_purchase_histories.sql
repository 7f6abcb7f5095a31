{{ config(materialized='table') }}

with

purchases as (

    select * from {{ ref('int_purchases') }}

),

customers as (

    select
        customer_id,
        loyalty_tier
    from {{ ref('dim_customers') }}

),

histories as (

    select
        customer_id,
        max(as_of) as as_of,
        max(calibrated_to) as calibrated_to,
        min(ordered_on) as first_on,
        max(ordered_on) as last_on,
        max(case when not is_held_out then ordered_on end) as calibration_last_on,
        count(*) - 1 as frequency,
        count(*) filter (where not is_held_out) - 1 as calibration_frequency,
        count(*) filter (where is_held_out) as holdout_purchases,
        sum(sales) as sales,
        sum(case when is_held_out then sales else 0 end) as holdout_sales
    from purchases
    group by customer_id

),

-- The first purchase is not repeated: it says neither how often a customer buys nor for how much.
final as (

    select
        histories.customer_id,
        coalesce(nullif(customers.loyalty_tier, ''), 'none') as segment,
        histories.as_of,
        histories.calibrated_to,
        histories.first_on,
        histories.last_on,
        histories.calibration_last_on,
        histories.frequency,
        histories.calibration_frequency,
        histories.holdout_purchases,
        histories.sales - firsts.sales as repeat_sales,
        histories.sales - histories.holdout_sales - firsts.sales as calibration_repeat_sales,
        histories.holdout_sales
    from histories
    inner join purchases as firsts
        on
            histories.customer_id = firsts.customer_id
            and histories.first_on = firsts.ordered_on
    left join customers on histories.customer_id = customers.customer_id

)

select * from final
