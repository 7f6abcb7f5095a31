with

sums as (

    select * from {{ ref('int_found_sums') }}

),

assumptions as (

    select found_minimum_customers from {{ ref('int_assumptions') }}

),

found as (

    select sums.*
    from sums
    cross join assumptions
    where
        sums.first_condition > 0
        and sums.n >= assumptions.found_minimum_customers

),

-- The whole, and for two conditions each of them alone.
wholes as (

    select
        found.*,
        'rest' as against,
        wholes.n - found.n as other_n,
        wholes.total - found.total as other_total,
        wholes.total_squares - found.total_squares as other_total_squares
    from found
    inner join sums as wholes on found.metric = wholes.metric and wholes.first_condition = 0
    union all
    select
        found.*,
        'condition' as against,
        wholes.n - found.n as other_n,
        wholes.total - found.total as other_total,
        wholes.total_squares - found.total_squares as other_total_squares
    from found
    inner join sums as wholes
        on
            found.metric = wholes.metric
            and wholes.first_condition in (found.first_condition, found.second_condition)
            and wholes.second_condition = 0
    where found.second_condition > 0

),

moments as (

    select
        wholes.*,
        total / n as mean,
        other_total / nullif(other_n, 0e0) as other_mean,
        {{ sample_variance('n', 'total', 'total_squares') }} / n as squared_error,
        {{ sample_variance('other_n', 'other_total', 'other_total_squares') }}
        / nullif(other_n, 0e0) as other_squared_error
    from wholes

),

-- B. L. Welch (1947). Where there are too few to compare with, or where nothing spreads, there is no error.
errors as (

    select
        moments.*,
        moments.mean - moments.other_mean as difference,
        case
            when moments.other_n >= assumptions.found_minimum_customers
                then nullif(moments.squared_error + moments.other_squared_error, 0e0)
        end as squared_error_of_difference,
        moments.squared_error * moments.squared_error / (moments.n - 1e0)
        + moments.other_squared_error * moments.other_squared_error
        / nullif(moments.other_n - 1e0, 0e0) as df_denominator
    from moments
    cross join assumptions

),

tested as (

    select
        errors.*,
        difference / sqrt(squared_error_of_difference) as t,
        squared_error_of_difference * squared_error_of_difference / nullif(df_denominator, 0e0) as df
    from errors

),

final as (

    select
        metric,
        first_condition,
        second_condition,
        against,
        n,
        mean,
        other_n,
        other_mean,
        difference,
        sqrt(squared_error_of_difference) * {{ student_t_975('df') }} as margin,
        {{ student_t_p('t', 'df') }} as p
    from tested

)

select * from final
