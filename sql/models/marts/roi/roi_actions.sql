{%- set bounds = ['', '_low', '_high'] %}

with

returns as (

    select * from {{ ref('int_action_returns') }}

),

-- The interval goes through the effect's own steps: at its ends sales ÷ (1 + end) would have been sold.
baselines as (

    select
        returns.*,
        {%- for bound in bounds %}
            case
                when is_measured then {{ to_cents('actual_sales / (1e0 + sales_effect' ~ bound ~ ')') }}
            end as baseline{{ bound }},
        {%- endfor %}
        case when is_measured then {{ to_cents('actual_sales') }} end as sales,
        {{ annuity('months_after', 'discount_rate_yearly') }} as annuity_measured,
        {{ annuity('roi_horizon_months', 'discount_rate_yearly') }} as annuity_horizon
    from returns

),

gains as (

    select
        baselines.*,
        {%- for bound in bounds %}
            cast(sales - baseline{{ bound }} as double) * gross_margin_rate as gain{{ bound }},
        {%- endfor %}
        {{ to_cents('cost') }} as cost_amount
    from baselines

),

margins as (

    select
        gains.*,
        {%- for bound in bounds %}
            {{ to_cents('gain' ~ bound) }} as margin{{ bound }},
        {%- endfor %}
        -- Why there is none: docs/decisions/0029.
        cast(null as decimal(18, 2)) as retention_value,
        coalesce(cast(null as decimal(18, 2)), 0) as kept
    from gains

),

final as (

    select
        action_id,
        store_id,
        kind,
        status,
        case when is_measured then 'expected_path' end as estimator,
        is_measured,
        not_measured_reason,
        case when is_measured then not_judged_reason end as not_judged_reason,
        cost_amount as cost,
        currency,
        start_month,
        case when is_measured then months_after end as months_after,
        sales as actual_sales,
        baseline as baseline_sales,
        {%- for bound in bounds %}
            case when is_measured then sales_effect{{ bound }} end as sales_effect{{ bound }},
        {%- endfor %}
        {%- for bound in bounds %}
            cast(sales - baseline{{ bound }} as decimal(18, 2)) as incremental_sales{{ bound }},
        {%- endfor %}
        case when is_measured then gross_margin_rate end as gross_margin_rate,
        case when is_measured then gross_margin_source end as gross_margin_source,
        {%- for bound in bounds %}
            margin{{ bound }} as incremental_margin{{ bound }},
        {%- endfor %}
        retention_value,
        'by store, customers kept cannot be told from customers who only order more often'
            as retention_value_reason,
        {%- for bound in bounds %}
            cast(margin{{ bound }} + kept - cost_amount as decimal(18, 2)) as net{{ bound }},
        {%- endfor %}
        {%- for bound in bounds %}
            {{ ratio('margin' ~ bound ~ ' + kept - cost_amount', 'cost_amount') }} as roi{{ bound }},
        {%- endfor %}
        case
            when is_measured
                then {{ payback_months('cost', ratio('margin', 'months_after')) }}
        end as payback_months,
        discount_rate_yearly,
        {%- for bound in bounds %}
            {%- set monthly = ratio('margin' ~ bound, 'months_after') %}
            {{ to_cents(monthly ~ ' * annuity_measured - cost') }} as npv{{ bound }},
        {%- endfor %}
        cast(roi_horizon_months as bigint) as horizon_months,
        {{ to_cents(ratio('margin', 'months_after') ~ ' * annuity_horizon - cost') }} as npv_at_horizon
    from margins

)

select * from final
