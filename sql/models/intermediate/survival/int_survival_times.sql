with

lifetimes as (

    select * from {{ ref('int_customer_lifetimes') }}

),

segments as (

    select * from {{ ref('seg_customers') }}

),

-- As in churn_months: where nobody ever left by contract, contracts are not how customers leave.
bases as (

    select basis
    from lifetimes
    group by basis
    having count(lost_on) > 0 or basis <> 'contractual'

),

-- A segment that is defined by what customers did, such as "lapsed", would explain losses by themselves.
kinds as (

    select kind from {{ ref('int_segment_kinds') }}
    where not is_by_behaviour

),

newest as (

    select max(won_on) as won_on from lifetimes

),

-- What is dated later, such as the end of a contract, has not been seen yet.
view_end as (

    select coalesce(data_end.as_of, newest.won_on) as as_of
    from {{ ref('int_data_end') }} as data_end
    cross join newest

),

durations as (

    select
        lifetimes.customer_id,
        lifetimes.basis,
        coalesce(lifetimes.lost_on <= view_end.as_of, false) as is_lost,
        {{ days_between(
            'lifetimes.won_on',
            'case when lifetimes.lost_on <= view_end.as_of then lifetimes.lost_on else view_end.as_of end'
        ) }} as day
    from lifetimes
    inner join bases on lifetimes.basis = bases.basis
    cross join view_end
    where lifetimes.won_on <= view_end.as_of

),

placed as (

    select
        basis,
        'all' as kind,
        'all' as segment,
        day,
        is_lost
    from durations
    union all
    select
        durations.basis,
        segments.kind,
        segments.segment,
        durations.day,
        durations.is_lost
    from durations
    inner join segments on durations.customer_id = segments.customer_id
    inner join kinds on segments.kind = kinds.kind

),

final as (

    select
        basis,
        kind,
        segment,
        day,
        count(*) as customers_leaving_view,
        count(*) filter (where is_lost) as customers_lost
    from placed
    group by basis, kind, segment, day

)

select * from final
