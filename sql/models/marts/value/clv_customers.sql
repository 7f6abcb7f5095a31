with

forecasts as (

    select * from {{ ref('int_customer_forecasts') }}
    where period = 'all'

),

margin as (

    select margin_rate from {{ ref('int_margin_rate') }}

),

final as (

    select
        forecasts.customer_id,
        forecasts.segment,
        forecasts.model_segment,
        forecasts.frequency + 1 as purchases,
        forecasts.recency_days,
        forecasts.age_days,
        forecasts.p_alive,
        case
            when forecasts.p_alive >= 0.8e0 then 'likely here'
            when forecasts.p_alive >= 0.5e0 then 'slipping'
            when forecasts.p_alive >= 0.2e0 then 'at risk'
            else 'likely gone'
        end as alive_band,
        forecasts.expected_in_first_quarter as expected_purchases_quarter,
        forecasts.expected_purchases,
        forecasts.purchase_value as expected_purchase_value,
        margin.margin_rate,
        forecasts.expected_discounted * forecasts.purchase_value * margin.margin_rate as clv,
        forecasts.expected_discounted * forecasts.purchase_value * margin.margin_rate
        * (1e0 / forecasts.p_alive - 1e0) as value_at_risk
    from forecasts
    cross join margin

)

select * from final
