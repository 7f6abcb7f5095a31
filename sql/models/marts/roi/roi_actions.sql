{%- set bounds = ['', '_low', '_high'] %}

with

returns as (

    select * from {{ ref('int_action_returns') }}

),

margins as (

    select
        returns.*,
        {{ annuity('months_after', 'discount_rate_yearly') }} as annuity_measured,
        {{ annuity('roi_horizon_months', 'discount_rate_yearly') }} as annuity_horizon,
        baseline_sales * sales_effect as incremental_sales,
        baseline_sales * sales_effect_low as incremental_sales_low,
        baseline_sales * sales_effect_high as incremental_sales_high,
        baseline_sales * sales_effect * gross_margin_rate as incremental_margin,
        baseline_sales * sales_effect_low * gross_margin_rate as incremental_margin_low,
        baseline_sales * sales_effect_high * gross_margin_rate as incremental_margin_high
    from returns

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
        cost,
        currency,
        start_month,
        case when is_measured then months_after end as months_after,
        case when is_measured then actual_sales end as actual_sales,
        baseline_sales,
        {%- for bound in bounds %}
            case when is_measured then sales_effect{{ bound }} end as sales_effect{{ bound }},
        {%- endfor %}
        {%- for bound in bounds %}
            incremental_sales{{ bound }},
        {%- endfor %}
        case when is_measured then gross_margin_rate end as gross_margin_rate,
        case when is_measured then gross_margin_source end as gross_margin_source,
        {%- for bound in bounds %}
            incremental_margin{{ bound }},
        {%- endfor %}
        {%- for bound in bounds %}
            incremental_margin{{ bound }} - cost as net{{ bound }},
        {%- endfor %}
        {%- for bound in bounds %}
            {{ ratio('incremental_margin' ~ bound ~ ' - cost', 'cost') }} as roi{{ bound }},
        {%- endfor %}
        case
            when is_measured then {{ payback_months('cost', 'incremental_margin / months_after') }}
        end as payback_months,
        {%- for bound in bounds %}
            incremental_margin{{ bound }} / months_after * annuity_measured - cost as npv{{ bound }},
        {%- endfor %}
        cast(roi_horizon_months as bigint) as horizon_months,
        incremental_margin / months_after * annuity_horizon - cost as npv_at_horizon
    from margins

)

select * from final
