with

channels as (

    select * from {{ ref('acquisition_channel_months') }}

),

losses as (

    select
        month,
        customers_lost
    from {{ ref('int_churn_events') }}
    where basis = 'contractual'

),

assumptions as (

    select minimum_n from {{ ref('int_assumptions') }}

),

gained as (

    select
        month,
        cast(sum(customers_new) as bigint) as customers_new,
        cast(sum(customers_earned) as bigint) as customers_earned,
        cast(sum(acquisition_cost) as decimal(18, 4)) as acquisition_cost
    from channels
    group by month

),

months as (

    select
        coalesce(gained.month, losses.month) as month,
        coalesce(gained.customers_new, 0) as customers_new,
        coalesce(gained.customers_earned, 0) as customers_earned,
        coalesce(losses.customers_lost, 0) as customers_lost,
        coalesce(gained.acquisition_cost, cast(0 as decimal(18, 4))) as acquisition_cost
    from gained
    full outer join losses on gained.month = losses.month

),

started as (

    select
        months.*,
        cast(coalesce(sum(customers_new - customers_lost) over (
            order by month rows between unbounded preceding and 1 preceding
        ), 0) as bigint) as customers_start
    from months

),

final as (

    select
        started.month,
        started.customers_start,
        started.customers_new,
        started.customers_earned,
        started.acquisition_cost,
        case
            when started.customers_start >= assumptions.minimum_n
                then {{ ratio('started.customers_new', 'started.customers_start') }}
        end as acquisition_rate,
        {{ ratio('started.acquisition_cost', 'started.customers_new') }} as cac
    from started
    cross join assumptions

)

select * from final
