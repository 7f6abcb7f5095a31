{{ config(materialized='table') }}

with

pasts as (

    select * from {{ ref('int_shrunken_pasts') }}

),

fits as (

    select * from {{ ref('int_expected_fits') }}

),

positions as (

    select
        pasts.*,
        fits.donors,
        {{ plane_at('fits', 'pasts.b', 'pasts.d') }} as expected,
        pasts.known_variance + fits.first_slope_d * fits.first_slope_d * pasts.drift_error as variance,
        case when pasts.b < 0e0 then pasts.b * pasts.b else 0e0 end as below,
        case when pasts.d < 0e0 then pasts.d * pasts.d else 0e0 end as falling,
        fits.scatter,
        {{ plane_leverage('fits', '1e0', 'pasts.b', 'pasts.d') }} as unit_leverage
    from pasts
    inner join fits on pasts.start_month = fits.start_month and pasts.metric = fits.metric

),

final as (

    select
        start_month,
        metric,
        store_id,
        is_donor,
        donors,
        past_level,
        b,
        d,
        y,
        expected,
        variance,
        below,
        falling,
        1e0 / {{ at_least('scatter + variance', '1e-12') }} as weight,
        unit_leverage / {{ at_least('scatter + variance', '1e-12') }} as leverage
    from positions

)

select * from final
