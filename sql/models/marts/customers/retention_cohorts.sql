with

counted as (

    select * from {{ ref('int_cohort_events') }}

),

events as (

    select * from {{ ref('int_churn_events') }}

),

numbers as (

    {{ whole_numbers() }}

),

assumptions as (

    select minimum_n from {{ ref('int_assumptions') }}

),

newest as (

    select max(month) as last_month from events

),

-- As in churn_months: where nobody ever left by contract, contracts are not how customers leave.
bases as (

    select basis
    from events
    group by basis
    having sum(customers_lost) > 0 or basis <> 'contractual'

),

cohorts as (

    select
        counted.basis,
        counted.cohort_month,
        cast(sum(counted.joined) as bigint) as customers
    from counted
    inner join bases on counted.basis = bases.basis
    group by counted.basis, counted.cohort_month

),

aged as (

    select
        cohorts.*,
        numbers.n as months_since,
        coalesce(counted.ordered, 0) as ordered,
        cohorts.customers - coalesce(sum(counted.lost) over (
            partition by cohorts.basis, cohorts.cohort_month order by numbers.n
            rows between unbounded preceding and current row
        ), 0) as retained,
        case when cohorts.customers >= assumptions.minimum_n then cohorts.customers end as base
    from cohorts
    cross join newest
    cross join assumptions
    inner join numbers
        on {{ month_index('newest.last_month') }} - {{ month_index('cohorts.cohort_month') }} >= numbers.n
    left join counted
        on
            cohorts.basis = counted.basis
            and cohorts.cohort_month = counted.cohort_month
            and numbers.n = counted.months_since

),

final as (

    select
        basis,
        cohort_month,
        cast(months_since as bigint) as months_since,
        customers,
        cast(retained as bigint) as retained,
        cast(ordered as bigint) as ordered,
        {{ ratio('retained', 'base') }} as retained_share,
        {{ wilson_low('retained', 'base') }} as retained_share_low,
        {{ wilson_high('retained', 'base') }} as retained_share_high,
        {{ ratio('ordered', 'base') }} as ordered_share,
        {{ wilson_low('ordered', 'base') }} as ordered_share_low,
        {{ wilson_high('ordered', 'base') }} as ordered_share_high
    from aged

)

select * from final
