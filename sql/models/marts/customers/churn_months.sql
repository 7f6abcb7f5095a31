with

events as (

    select * from {{ ref('int_churn_events') }}

),

assumptions as (

    select minimum_n from {{ ref('int_assumptions') }}

),

-- Where nobody ever left by contract, contracts are not how customers leave.
spans as (

    select
        basis,
        min(month) as first_month,
        {{ month_index('max(month)') }} - {{ month_index('min(month)') }} as last_number
    from events
    group by basis
    having sum(customers_lost) > 0 or basis <> 'contractual'

),

numbers as (

    {{ whole_numbers() }}

),

months as (

    select
        spans.basis,
        {{ add_months('spans.first_month', 'numbers.n') }} as month
    from spans
    inner join numbers on spans.last_number >= numbers.n

),

counted as (

    select
        months.basis,
        months.month,
        coalesce(events.customers_new, 0) as customers_new,
        coalesce(events.customers_lost, 0) as customers_lost,
        cast(sum(coalesce(events.customers_new, 0) - coalesce(events.customers_lost, 0)) over (
            partition by months.basis order by months.month
            rows between unbounded preceding and current row
        ) as bigint) as customers_end
    from months
    left join events on months.basis = events.basis and months.month = events.month

),

started as (

    select
        counted.*,
        customers_end - customers_new + customers_lost as customers_start
    from counted

),

judged as (

    select
        started.*,
        case when started.customers_start >= assumptions.minimum_n then started.customers_start end as base
    from started
    cross join assumptions

),

final as (

    select
        month,
        basis,
        customers_start,
        customers_new,
        customers_lost,
        customers_end,
        {{ ratio('customers_lost', 'base') }} as churn_rate,
        {{ wilson_low('customers_lost', 'base') }} as churn_rate_low,
        {{ wilson_high('customers_lost', 'base') }} as churn_rate_high,
        {{ ratio('customers_end - customers_new', 'base') }} as retention_rate,
        1e0 - {{ wilson_high('customers_lost', 'base') }} as retention_rate_low,
        1e0 - {{ wilson_low('customers_lost', 'base') }} as retention_rate_high,
        {{ ratio('customers_new', 'base') }} as acquisition_rate
    from judged

)

select * from final
