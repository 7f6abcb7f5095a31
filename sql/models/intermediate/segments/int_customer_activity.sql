{{ config(materialized='table') }}

with

orders as (

    select
        customer_id,
        channel,
        cast(ordered_at as date) as ordered_on,
        sales
    from {{ ref('fct_orders') }}
    where
        not is_cancelled
        and customer_id is not null

),

bought as (

    select
        customer_id,
        count(*) as orders,
        sum(sales) as sales,
        count(*) filter (where channel = 'online') as online_orders,
        min(ordered_on) as first_ordered_on,
        max(ordered_on) as last_ordered_on
    from orders
    group by customer_id

),

-- Places by rank: equals share one, so that a thousand customers with one order are not told apart.
final as (

    select
        bought.*,
        {{ ratio(
            'rank() over (order by last_ordered_on) - 1', 'count(*) over ()'
        ) }} as recency_rank,
        {{ ratio('rank() over (order by orders) - 1', 'count(*) over ()') }} as frequency_rank,
        {{ ratio('rank() over (order by sales) - 1', 'count(*) over ()') }} as monetary_rank
    from bought

)

select * from final
