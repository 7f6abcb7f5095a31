with

fitted as (

    select * from {{ source('fitted', 'fitted_customer_models') }}

),

final as (

    select
        model,
        period,
        segment,
        parameter,
        estimate,
        low as estimate_low,
        high as estimate_high,
        log_likelihood,
        customers,
        is_converged,
        reason
    from fitted

)

select * from final
