{{ config(materialized='table') }}

with

donors as (

    select * from {{ ref('int_expected_positions') }}
    where is_donor

),

errors as (

    select
        donors.*,
        (y - expected) / nullif(1e0 - leverage, 0e0) * (y - expected) / nullif(1e0 - leverage, 0e0) as squared
    from donors

),

moments as (

    select
        start_month,
        metric,
        avg(squared) as mean_squared,
        avg(squared - variance) as mean_z,
        avg(below) as mean_u,
        avg(falling) as mean_t,
        avg(below * below) - avg(below) * avg(below) as s_uu,
        avg(below * falling) - avg(below) * avg(falling) as s_ut,
        avg(falling * falling) - avg(falling) * avg(falling) as s_tt,
        avg((squared - variance) * below) - avg(squared - variance) * avg(below) as s_uz,
        avg((squared - variance) * falling) - avg(squared - variance) * avg(falling) as s_tz
    from errors
    group by start_month, metric

),

-- Least squares with slopes of at least 0: both, if both are; else the better one alone; else none.
joint as (

    select
        moments.*,
        (s_uz * s_tt - s_tz * s_ut) / nullif(s_uu * s_tt - s_ut * s_ut, 0e0) as both_u,
        (s_tz * s_uu - s_uz * s_ut) / nullif(s_uu * s_tt - s_ut * s_ut, 0e0) as both_t,
        case when s_uz > 0e0 then s_uz / nullif(s_uu, 0e0) else 0e0 end as only_u,
        case when s_tz > 0e0 then s_tz / nullif(s_tt, 0e0) else 0e0 end as only_t
    from moments

),

slopes as (

    select
        joint.*,
        case
            when both_u >= 0e0 and both_t >= 0e0 then both_u
            when only_u * s_uz >= only_t * s_tz then only_u
            else 0e0
        end as slope_below,
        case
            when both_u >= 0e0 and both_t >= 0e0 then both_t
            when only_u * s_uz >= only_t * s_tz then 0e0
            else only_t
        end as slope_falling
    from joint

),

final as (

    select
        start_month,
        metric,
        {{ at_least('mean_z - slope_below * mean_u - slope_falling * mean_t', '0.05e0 * mean_squared') }}
            as constant,
        slope_below,
        slope_falling
    from slopes

)

select * from final
