{{ config(materialized='table') }}

with

starts as (

    select * from {{ ref('int_action_starts') }}

),

positions as (

    select * from {{ ref('int_expected_positions') }}

),

cohorts as (

    select distinct start_month from starts

),

relative as (

    select relative_values.*
    from {{ ref('int_relative_values') }} as relative_values
    inner join cohorts on relative_values.start_month = cohorts.start_month
    where relative_values.months_from_start >= 0

),

-- The fit of the whole period, month by month: the same donors, pasts and weights.
months as (

    select
        positions.start_month,
        positions.metric,
        positions.store_id,
        positions.is_donor,
        positions.b,
        positions.d,
        positions.weight,
        relative.month,
        relative.donor_mean,
        relative.relative_sum / relative.n as y
    from positions
    inner join relative
        on
            positions.start_month = relative.start_month
            and positions.metric = relative.metric
            and positions.store_id = relative.store_id

),

donors as (

    select * from months
    where is_donor

),

fits as (

    {{ plane_fit('donors', 'weight', ['start_month', 'metric', 'month', 'donor_mean']) }}

),

treated as (

    select distinct
        positions.start_month,
        positions.metric,
        positions.store_id,
        positions.b,
        positions.d
    from positions
    inner join starts
        on positions.start_month = starts.start_month and positions.store_id = starts.store_id

),

final as (

    select
        treated.start_month,
        treated.metric,
        treated.store_id,
        fits.month,
        case
            when metrics.scale = 'log'
                then exp(fits.donor_mean + {{ plane_at('fits', 'treated.b', 'treated.d') }})
            else fits.donor_mean + {{ plane_at('fits', 'treated.b', 'treated.d') }}
        end as expected_value
    from treated
    inner join fits on treated.start_month = fits.start_month and treated.metric = fits.metric
    inner join {{ ref('compared_metrics') }} as metrics on treated.metric = metrics.metric

)

select * from final
