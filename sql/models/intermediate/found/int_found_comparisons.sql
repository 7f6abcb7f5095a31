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
        total_squares - total * total / n as scatter,
        other_total_squares - other_total * other_total / nullif(other_n, 0e0) as other_scatter
    from wholes

),

-- Student's test: what is asked is whether the segment is like the others, so both say how values spread.
-- By itself a segment in which nobody was lost would seem not to spread at all. Without error where there are
-- too few to compare with, or where nothing spreads.
tested as (

    select
        moments.*,
        moments.mean - moments.other_mean as difference,
        moments.n + moments.other_n - 2e0 as df,
        case
            when moments.other_n >= assumptions.found_minimum_customers
                then sqrt(nullif(
                    (moments.scatter + moments.other_scatter) / (moments.n + moments.other_n - 2e0)
                    * (1e0 / moments.n + 1e0 / moments.other_n),
                    0e0
                ))
        end as standard_error
    from moments
    cross join assumptions

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
        standard_error * {{ student_t_975('df') }} as margin,
        {{ student_t_p('difference / standard_error', 'df') }} as p
    from tested

)

select * from final
