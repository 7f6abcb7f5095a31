with

histories as (

    select * from {{ ref('int_purchase_histories') }}

),

forecasts as (

    select * from {{ ref('int_customer_forecasts') }}
    where period = 'calibration'

),

final as (

    select
        forecasts.segment,
        case
            when forecasts.frequency < 7 then cast(forecasts.frequency as varchar)
            else '7 or more'
        end as frequency,
        cast({{ quarter_of('histories.first_on') }} as varchar) as cohort,
        histories.calibrated_to,
        histories.as_of,
        forecasts.expected_purchases,
        histories.holdout_purchases,
        forecasts.expected_purchases * forecasts.purchase_value as expected_sales,
        histories.holdout_sales
    from forecasts
    inner join histories on forecasts.customer_id = histories.customer_id

)

select * from final
