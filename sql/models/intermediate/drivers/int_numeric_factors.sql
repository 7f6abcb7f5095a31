with

grouped as (

    select * from {{ ref('int_factor_groups') }}
    where kind = 'numeric'

),

moments as (

    select
        month,
        metric,
        factor,
        cast(count_if(is_flagged) as double) as n1,
        cast(count_if(not is_flagged) as double) as n2,
        avg(case when is_flagged then value end) as mean1,
        avg(case when not is_flagged then value end) as mean2,
        var_samp(case when is_flagged then value end) as var1,
        var_samp(case when not is_flagged then value end) as var2
    from grouped
    group by month, metric, factor

),

-- B. L. Welch (1947): standard error and degrees of freedom without equal variances.
errors as (

    select
        moments.*,
        mean1 - mean2 as difference,
        nullif(var1 / n1 + var2 / n2, 0e0) as squared_error,
        n1 + n2 - 2e0 as pooled_df,
        nullif(((n1 - 1e0) * var1 + (n2 - 1e0) * var2) / (n1 + n2 - 2e0), 0e0) as pooled_variance,
        var1 * var1 / (n1 * n1 * (n1 - 1e0)) + var2 * var2 / (n2 * n2 * (n2 - 1e0)) as df_denominator
    from moments
    where n1 >= 2e0 and n2 >= 2e0

),

tested as (

    select
        errors.*,
        difference / sqrt(squared_error) as t,
        squared_error * squared_error / nullif(df_denominator, 0e0) as df,
        {{ student_t_975('(squared_error * squared_error / nullif(df_denominator, 0e0))') }}
        * sqrt(squared_error) as margin
    from errors

),

final as (

    select
        month,
        metric,
        factor,
        'numeric' as kind,
        cast(n1 as bigint) as flagged_stores,
        cast(n2 as bigint) as other_stores,
        mean1 as flagged_mean,
        mean2 as other_mean,
        difference,
        difference - margin as difference_low,
        difference + margin as difference_high,
        difference / sqrt(pooled_variance) * (1e0 - 3e0 / (4e0 * pooled_df - 1e0)) as effect_size,
        {{ student_t_p('t', 'df') }} as p
    from tested

)

select * from final
