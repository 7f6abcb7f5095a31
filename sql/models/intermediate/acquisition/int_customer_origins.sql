{{ config(materialized='table') }}

with

customers as (

    select * from {{ ref('dim_customers') }}

),

orders as (

    select * from {{ ref('fct_orders') }}
    where
        not is_cancelled
        and customer_id is not null

),

campaigns as (

    select * from {{ ref('stg_crm__campaigns') }}

),

rules as (

    select word from {{ ref('acquisition_rules') }}
    where rule = 'earned_channel'

),

first_orders as (

    select
        customer_id,
        min(cast(ordered_at as date)) as first_ordered_on
    from orders
    group by customer_id

),

-- Both lists count: somebody may buy without being on the customer list, or be on it without buying.
known as (

    select
        coalesce(customers.customer_id, first_orders.customer_id) as customer_id,
        customers.joined_on,
        first_orders.first_ordered_on,
        customers.campaign_id,
        customers.acquisition_channel
    from customers
    full outer join first_orders on customers.customer_id = first_orders.customer_id

),

final as (

    select
        known.customer_id,
        known.joined_on,
        known.first_ordered_on,
        case
            when known.joined_on is null or known.first_ordered_on < known.joined_on
                then known.first_ordered_on
            else known.joined_on
        end as won_on,
        coalesce(campaigns.channel, known.acquisition_channel, '') as channel,
        rules.word is not null as is_earned
    from known
    left join campaigns on known.campaign_id = campaigns.campaign_id
    left join rules on {{ word_of('known.acquisition_channel') }} = rules.word

)

select * from final
