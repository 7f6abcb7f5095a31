with

grouped as (

    select * from {{ ref('int_factor_groups') }}
    where
        kind = 'numeric'
        and month in ({{ reached_months(5) }})

),

moments as (

    select
        month,
        metric,
        factor,
        cast(count(*) filter (where is_flagged) as double) as n1,
        cast(count(*) filter (where not is_flagged) as double) as n2,
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

-- One store can move a mean, but not how many flagged stores lie outside of what is usual among the others.
placed as (

    select
        month,
        metric,
        factor,
        value,
        cast(row_number() over (partition by month, metric, factor order by value) as double) as place,
        cast(count(*) over (partition by month, metric, factor) as double) as stores
    from grouped
    where not is_flagged and value is not null

),

usual as (

    select
        month,
        metric,
        factor,
        min(case when place >= 0.025e0 * stores then value end) as usual_low,
        max(case when place <= ceil(0.975e0 * stores) then value end) as usual_high
    from placed
    group by month, metric, factor

),

outside as (

    select
        grouped.month,
        grouped.metric,
        grouped.factor,
        count(*) filter (where grouped.value < usual.usual_low) as below,
        count(*) filter (where grouped.value > usual.usual_high) as above
    from grouped
    inner join usual
        on
            grouped.month = usual.month
            and grouped.metric = usual.metric
            and grouped.factor = usual.factor
    where grouped.is_flagged
    group by grouped.month, grouped.metric, grouped.factor

),

final as (

    select
        tested.month,
        tested.metric,
        tested.factor,
        'numeric' as kind,
        cast(tested.n1 as bigint) as flagged_stores,
        cast(tested.n2 as bigint) as other_stores,
        tested.mean1 as flagged_mean,
        tested.mean2 as other_mean,
        tested.difference,
        tested.difference - tested.margin as difference_low,
        tested.difference + tested.margin as difference_high,
        case when tested.difference >= 0e0 then outside.above else outside.below end as flagged_beyond,
        tested.difference / sqrt(tested.pooled_variance)
        * (1e0 - 3e0 / (4e0 * tested.pooled_df - 1e0)) as effect_size,
        {{ student_t_p('tested.t', 'tested.df') }} as p
    from tested
    left join outside
        on
            tested.month = outside.month
            and tested.metric = outside.metric
            and tested.factor = outside.factor

)

select * from final
