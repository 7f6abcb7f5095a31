{{ config(materialized='table') }}

with

differences as (

    select * from {{ ref('att_differences') }}

),

groups as (

    select
        start_month,
        metric,
        months_from_start,
        month,
        count(*) filter (where is_treated) as treated,
        count(*) filter (where not is_treated) as donors,
        avg(case when is_treated then difference end) as treated_mean,
        avg(case when not is_treated then difference end) as donor_mean
    from differences
    group by start_month, metric, months_from_start, month

),

residuals as (

    select
        groups.*,
        differences.is_treated,
        differences.difference
        - case when differences.is_treated then groups.treated_mean else groups.donor_mean end as residual
    from groups
    inner join differences
        on
            groups.start_month = differences.start_month
            and groups.metric = differences.metric
            and groups.months_from_start = differences.months_from_start
    where
        groups.treated > 0
        and groups.donors > 0

),

squares as (

    select
        residuals.*,
        residual * residual as squared
    from residuals

),

errors as (

    select
        start_month,
        metric,
        months_from_start,
        month,
        treated,
        donors,
        treated_mean,
        donor_mean,
        sqrt(
            sum(case when is_treated then squared else 0e0 end) / cast(treated * treated as double)
            + sum(case when is_treated then 0e0 else squared end) / cast(donors * donors as double)
        ) as standard_error
    from squares
    group by
        start_month, metric, months_from_start, month, treated, donors, treated_mean, donor_mean

),

final as (

    select
        errors.*,
        treated_mean - donor_mean as att,
        {{ normal_975() }} * standard_error as margin,
        2e0 * {{ normal_tail('abs(treated_mean - donor_mean) / nullif(standard_error, 0e0)') }} as p
    from errors

)

select * from final
