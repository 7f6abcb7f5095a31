{{ config(materialized='table') }}

with

donors as (

    select * from {{ ref('int_shrunken_pasts') }}
    where is_donor

),

first_fit as (

    {{ plane_fit('donors', '1e0') }}

),

first_errors as (

    select
        donors.*,
        first_fit.slope_d as first_slope_d,
        donors.y - {{ plane_at('first_fit', 'donors.b', 'donors.d') }} as error,
        donors.known_variance + first_fit.slope_d * first_fit.slope_d * donors.drift_error as variance
    from donors
    inner join first_fit on donors.start_month = first_fit.start_month and donors.metric = first_fit.metric

),

scatters as (

    select
        start_month,
        metric,
        first_slope_d,
        {{ at_least('avg(error * error - variance)', '0.1e0 * avg(error * error)') }} as scatter
    from first_errors
    group by start_month, metric, first_slope_d

),

weighed as (

    select
        first_errors.*,
        1e0 / {{ at_least('scatters.scatter + first_errors.variance', '1e-12') }} as weight
    from first_errors
    inner join scatters
        on first_errors.start_month = scatters.start_month and first_errors.metric = scatters.metric

),

second_fit as (

    {{ plane_fit('weighed', 'weight') }}

),

final as (

    select
        second_fit.*,
        scatters.first_slope_d,
        scatters.scatter
    from second_fit
    inner join scatters
        on second_fit.start_month = scatters.start_month and second_fit.metric = scatters.metric

)

select * from final
