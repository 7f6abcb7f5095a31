with

cohort_values as (

    select * from {{ ref('int_cohort_values') }}

),

variances as (

    select
        start_month,
        metric,
        coalesce(
            {{ ratio('sum(value_sumsq - value_sum * value_sum / n)', 'sum(n - 1e0)') }}, 0e0
        ) as answer_variance
    from cohort_values
    group by start_month, metric

),

-- Where there is none, sums of squares leave dust on either side of 0.
final as (

    select
        start_month,
        metric,
        {{ at_least('answer_variance', '0e0') }} as answer_variance
    from variances

)

select * from final
