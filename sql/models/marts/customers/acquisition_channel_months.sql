with

origins as (

    select * from {{ ref('int_customer_origins') }}
    where joined_on is not null

),

costs as (

    select * from {{ ref('int_acquisition_costs') }}

),

events as (

    select
        {{ month_of('joined_on') }} as month,
        channel,
        1 as customers_new,
        case when is_earned then 1 else 0 end as customers_earned,
        cast(0 as decimal(18, 4)) as cost
    from origins
    union all
    select
        month,
        channel,
        0 as customers_new,
        0 as customers_earned,
        cost
    from costs

),

months as (

    select
        month,
        channel,
        cast(sum(customers_new) as bigint) as customers_new,
        cast(sum(customers_earned) as bigint) as customers_earned,
        cast(sum(cost) as decimal(18, 4)) as acquisition_cost
    from events
    group by month, channel

),

final as (

    select
        months.*,
        {{ ratio('acquisition_cost', 'customers_new') }} as cac
    from months

)

select * from final
