with

assumptions as (

    select
        value_horizon_months,
        discount_rate_yearly
    from {{ ref('int_assumptions') }}

),

ends as (

    select max({{ days_between('calibrated_to', 'as_of') }}) as holdout_days
    from {{ ref('int_purchase_histories') }}

),

quarters as (

    select
        listed.part,
        listed.part / 4e0 * assumptions.value_horizon_months as months,
        (listed.part - 0.5e0) / 4e0 * assumptions.value_horizon_months / 12e0 as years_to_middle,
        assumptions.discount_rate_yearly
    from (values (1), (2), (3), (4)) as listed (part)
    cross join assumptions

),

final as (

    select
        'all' as period,
        part,
        months * 365.25e0 / 84e0 as weeks,
        power(1e0 + discount_rate_yearly, -years_to_middle) as discount
    from quarters
    union all
    select
        'calibration' as period,
        4 as part,
        holdout_days / 7e0 as weeks,
        1e0 as discount
    from ends

)

select * from final
