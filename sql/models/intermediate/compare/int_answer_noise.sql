with

cohort_values as (

    select * from {{ ref('int_cohort_values') }}

),

final as (

    select
        start_month,
        metric,
        coalesce(
            {{ ratio('sum(value_sumsq - value_sum * value_sum / n)', 'sum(n - 1e0)') }}, 0e0
        ) as answer_variance
    from cohort_values
    group by start_month, metric

)

select * from final
