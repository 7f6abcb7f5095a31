{%- set bounds = ['', '_low', '_high'] %}

with

campaigns as (

    select * from {{ ref('dim_campaigns') }}

),

counts as (

    select * from {{ ref('int_campaign_counts') }}

),

effects as (

    select * from {{ ref('int_campaign_effects') }}

),

windows as (

    select * from {{ ref('int_campaign_windows') }}

),

assumptions as (

    select * from {{ ref('int_assumptions') }}

),

sold as (

    select
        max(cast(ordered_at as date)) as last_day,
        min(currency) as first_currency,
        max(currency) as last_currency,
        {{ ratio('sum(margin)', 'sum(costed_sales)') }} as gross_margin_rate
    from {{ ref('fct_orders') }}
    where not is_cancelled

),

joined as (

    select
        campaigns.*,
        counts.reached,
        counts.contacted,
        counts.responses,
        counts.new_customers,
        counts.conversions,
        counts.attributed_sales,
        case when counts.contacted >= assumptions.minimum_n then counts.contacted end as base,
        case when counts.reached >= assumptions.minimum_n then counts.reached end as reached_base,
        effects.customers_compared,
        effects.customers_beside,
        {%- for bound in bounds %}
            effects.incremental_sales{{ bound }} as effect{{ bound }},
        {%- endfor %}
        coalesce(sold.gross_margin_rate, assumptions.gross_margin_rate) as gross_margin_rate,
        case
            when counts.contacted = 0 then 'nobody was contacted'
            when sold.last_day is null or windows.measured_on > sold.last_day
                then 'the days after the last contact are not over'
            when sold.first_currency <> campaigns.currency or sold.last_currency <> campaigns.currency
                then 'cost and sales are in different currencies'
            when coalesce(effects.customers_compared, 0) < 30 then 'fewer than 30 customers to judge by'
            when effects.incremental_sales_low = effects.incremental_sales_high
                then 'nobody bought before or after'
            when effects.customers_beside < 30 then 'fewer than 30 customers to compare with'
        end as not_measured_reason
    from campaigns
    cross join sold
    cross join assumptions
    inner join counts on campaigns.campaign_id = counts.campaign_id
    left join effects on campaigns.campaign_id = effects.campaign_id
    left join windows on campaigns.campaign_id = windows.campaign_id

),

final as (

    select
        campaign_id,
        name,
        channel,
        kind,
        started_on,
        ended_on,
        cost,
        currency,
        reached,
        contacted,
        responses,
        {{ ratio('responses', 'base') }} as response_rate,
        {{ wilson_low('responses', 'base') }} as response_rate_low,
        {{ wilson_high('responses', 'base') }} as response_rate_high,
        new_customers,
        conversions,
        {{ ratio('conversions', 'reached_base') }} as conversion_rate,
        {{ wilson_low('conversions', 'reached_base') }} as conversion_rate_low,
        {{ wilson_high('conversions', 'reached_base') }} as conversion_rate_high,
        {{ ratio('cost', 'new_customers') }} as cost_per_new_customer,
        {{ ratio('cost', 'conversions') }} as cost_per_conversion,
        attributed_sales,
        gross_margin_rate,
        attributed_sales * gross_margin_rate as attributed_margin,
        {{ ratio('attributed_sales * gross_margin_rate - cost', 'cost') }} as attributed_return,
        not_measured_reason is null as is_measured,
        not_measured_reason,
        {%- for bound in bounds %}
            case when not_measured_reason is null then effect{{ bound }} end as incremental_sales{{ bound }},
        {%- endfor %}
        {%- for bound in bounds %}
            case
                when not_measured_reason is null then effect{{ bound }} * gross_margin_rate - cost
            end as net{{ bound }},
        {%- endfor %}
        {%- for bound in bounds %}
            case
                when not_measured_reason is null
                    then {{ ratio('effect' ~ bound ~ ' * gross_margin_rate - cost', 'cost') }}
            end as roi{{ bound }},
        {%- endfor %}
        customers_compared,
        customers_beside
    from joined

)

select * from final
