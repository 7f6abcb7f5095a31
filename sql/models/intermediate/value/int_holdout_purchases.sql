with

histories as (

    select * from {{ ref('int_purchase_histories') }}

),

summaries as (

    select * from {{ ref('int_purchase_summaries') }}
    where period = 'calibration'

),

forecasts as (

    select * from {{ ref('int_purchase_forecasts') }}
    where period = 'calibration'

),

models as (

    select * from {{ ref('int_customer_models') }}
    where period = 'calibration'

),

final as (

    select
        summaries.segment,
        case
            when summaries.frequency < 7 then cast(summaries.frequency as varchar)
            else '7 or more'
        end as frequency,
        cast({{ quarter_of('histories.first_on') }} as varchar) as cohort,
        histories.calibrated_to,
        histories.as_of,
        forecasts.expected_purchases,
        histories.holdout_purchases,
        forecasts.expected_purchases * {{ expected_value(
            'case when summaries.repeat_sales > 0 then summaries.frequency else 0e0 end',
            'case when summaries.repeat_sales > 0 then cast(summaries.repeat_sales as double) else 0e0 end'
        ) }} as expected_sales,
        histories.holdout_sales
    from summaries
    inner join histories on summaries.customer_id = histories.customer_id
    inner join forecasts
        on
            summaries.segment = forecasts.segment
            and summaries.frequency = forecasts.frequency
            and summaries.recency_days = forecasts.recency_days
            and summaries.age_days = forecasts.age_days
    inner join models on summaries.segment = models.segment

)

select * from final
