with

cohort_values as (

    select * from {{ ref('int_cohort_values') }}

),

usual as (

    select
        start_month,
        metric,
        month,
        avg(value_sum / n) as donor_mean
    from cohort_values
    where is_donor
    group by start_month, metric, month

),

-- What the donors of a month have in common (season, trend, shocks) is taken off first; a month without
-- donors keeps its place, with nothing relative to them.
final as (

    select
        cohort_values.start_month,
        cohort_values.metric,
        cohort_values.store_id,
        cohort_values.month,
        cohort_values.months_from_start,
        cohort_values.is_recent,
        cohort_values.is_donor,
        cohort_values.n,
        cohort_values.value_sum,
        cohort_values.value_sumsq,
        usual.donor_mean,
        case when usual.donor_mean is not null then cohort_values.n end as relative_n,
        cohort_values.value_sum - cohort_values.n * usual.donor_mean as relative_sum
    from cohort_values
    left join usual
        on
            cohort_values.start_month = usual.start_month
            and cohort_values.metric = usual.metric
            and cohort_values.month = usual.month

)

select * from final
