with

fitted as (

    select * from {{ source('fitted', 'fitted_score_drivers') }}

),

kinds as (

    select distinct
        factor,
        kind
    from {{ ref('int_score_candidates') }}

),

final as (

    select
        fitted.metric,
        fitted.factor,
        kinds.kind,
        fitted.store_quarters,
        fitted.correlation,
        fitted.coefficient,
        fitted.coefficient_low,
        fitted.coefficient_high,
        fitted.variance_inflation,
        fitted.share,
        fitted.share_low,
        fitted.share_high,
        fitted.r_squared,
        fitted.reason
    from fitted
    inner join kinds on fitted.factor = kinds.factor

)

select * from final
