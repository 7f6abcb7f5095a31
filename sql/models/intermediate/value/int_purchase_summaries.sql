with

histories as (

    select * from {{ ref('int_purchase_histories') }}

),

final as (

    select
        'all' as period,
        customer_id,
        segment,
        frequency,
        {{ days_between('first_on', 'last_on') }} as recency_days,
        {{ days_between('first_on', 'as_of') }} as age_days,
        repeat_sales
    from histories
    union all
    select
        'calibration' as period,
        customer_id,
        segment,
        calibration_frequency as frequency,
        {{ days_between('first_on', 'calibration_last_on') }} as recency_days,
        {{ days_between('first_on', 'calibrated_to') }} as age_days,
        calibration_repeat_sales as repeat_sales
    from histories
    where first_on <= calibrated_to

)

select * from final
