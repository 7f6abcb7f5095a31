with

summaries as (

    select
        *,
        case when repeat_sales > 0 then cast(frequency as double) else 0e0 end as valued_purchases,
        case when repeat_sales > 0 then cast(repeat_sales as double) else 0e0 end as valued_sales
    from {{ ref('int_purchase_summaries') }}

),

forecasts as (

    select * from {{ ref('int_purchase_forecasts') }}

),

models as (

    select * from {{ ref('int_customer_models') }}

),

final as (

    select
        summaries.period,
        summaries.customer_id,
        summaries.segment,
        summaries.frequency,
        summaries.recency_days,
        summaries.age_days,
        forecasts.model_segment,
        forecasts.p_alive,
        forecasts.expected_in_first_quarter,
        forecasts.expected_purchases,
        forecasts.expected_discounted,
        {{ expected_value('summaries.valued_purchases', 'summaries.valued_sales') }} as purchase_value
    from summaries
    inner join forecasts
        on
            summaries.period = forecasts.period
            and summaries.segment = forecasts.segment
            and summaries.frequency = forecasts.frequency
            and summaries.recency_days = forecasts.recency_days
            and summaries.age_days = forecasts.age_days
    inner join models on summaries.period = models.period and summaries.segment = models.segment

)

select * from final
