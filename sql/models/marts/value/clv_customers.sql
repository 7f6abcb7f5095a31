with

summaries as (

    select * from {{ ref('int_purchase_summaries') }}
    where period = 'all'

),

forecasts as (

    select * from {{ ref('int_purchase_forecasts') }}
    where period = 'all'

),

models as (

    select * from {{ ref('int_customer_models') }}
    where period = 'all'

),

margin as (

    select margin_rate from {{ ref('int_margin_rate') }}

),

valued as (

    select
        summaries.*,
        forecasts.model_segment,
        forecasts.p_alive,
        forecasts.expected_in_first_quarter,
        forecasts.expected_purchases,
        forecasts.expected_discounted,
        margin.margin_rate,
        {{ expected_value(
            'case when summaries.repeat_sales > 0 then summaries.frequency else 0e0 end',
            'case when summaries.repeat_sales > 0 then cast(summaries.repeat_sales as double) else 0e0 end'
        ) }} as purchase_value
    from summaries
    inner join forecasts
        on
            summaries.segment = forecasts.segment
            and summaries.frequency = forecasts.frequency
            and summaries.recency_days = forecasts.recency_days
            and summaries.age_days = forecasts.age_days
    inner join models on summaries.segment = models.segment
    cross join margin

),

final as (

    select
        customer_id,
        segment,
        model_segment,
        frequency + 1 as purchases,
        recency_days,
        age_days,
        p_alive,
        case
            when p_alive >= 0.8e0 then 'likely here'
            when p_alive >= 0.5e0 then 'slipping'
            when p_alive >= 0.2e0 then 'at risk'
            else 'likely gone'
        end as alive_band,
        expected_in_first_quarter as expected_purchases_quarter,
        expected_purchases,
        purchase_value as expected_purchase_value,
        margin_rate,
        expected_discounted * purchase_value * margin_rate as clv,
        expected_discounted * purchase_value * margin_rate * (1e0 / p_alive - 1e0) as value_at_risk
    from valued

)

select * from final
