{%- set bounds = [('_low', '-'), ('_high', '+')] %}

with

actions as (

    select * from {{ ref('roi_actions') }}

),

programmes as (

    select
        actions.*,
        'all' as programme
    from actions
    union all
    select
        actions.*,
        kind as programme
    from actions

),

-- Interval of a sum of independent estimates: distances to each end, squared, added up (Zou & Donner 2008).
sums as (

    select
        programme,
        currency,
        count(*) as actions,
        count(*) filter (where is_measured) as actions_measured,
        count(*) filter (where status = 'rejected') as actions_rejected,
        sum(cost) as cost,
        coalesce(sum(case when status = 'rejected' then cost end), 0) as cost_rejected,
        coalesce(sum(case when not is_measured and status <> 'rejected' then cost end), 0)
            as cost_not_measured,
        sum(actual_sales) as actual_sales,
        sum(baseline_sales) as baseline_sales,
        sum(incremental_sales) as incremental_sales,
        sum(incremental_margin) as incremental_margin,
        sum(retention_value) as retention_value,
        sum(case when is_measured then npv else -cost end) as npv,
        {%- for amount in ['incremental_sales', 'incremental_margin', 'npv'] -%}
            {%- for bound, _ in bounds %}
                sqrt(sum(
                    cast({{ amount }} - {{ amount }}{{ bound }} as double)
                    * cast({{ amount }} - {{ amount }}{{ bound }} as double)
                )) as {{ amount }}{{ bound }}_distance,
            {%- endfor -%}
        {%- endfor %}
        sum({{ ratio('incremental_margin', 'months_after') }}) as monthly_margin,
        count(*) filter (where gross_margin_source = 'assumption') as actions_with_assumed_margin,
        max(discount_rate_yearly) as discount_rate_yearly,
        min(retention_value_reason) as retention_value_reason
    from programmes
    group by programme, currency

),

ends as (

    select
        sums.*,
        cast(coalesce(incremental_margin, 0) + coalesce(retention_value, 0) - cost as decimal(18, 2)) as net,
        {%- for amount in ['incremental_sales', 'incremental_margin', 'npv'] -%}
            {%- for bound, sign in bounds %}
                {{ to_cents('cast(' ~ amount ~ ' as double) ' ~ sign ~ ' ' ~ amount ~ bound ~ '_distance') }}
                    as {{ amount }}{{ bound }},
            {%- endfor -%}
        {%- endfor %}
        cast(cost - cost_rejected - cost_not_measured as decimal(18, 2)) as cost_measured
    from sums

),

final as (

    select
        programme,
        currency,
        actions,
        actions_measured,
        actions_rejected,
        cast(cost as decimal(18, 2)) as cost,
        cost_measured,
        cast(cost_rejected as decimal(18, 2)) as cost_rejected,
        cast(cost_not_measured as decimal(18, 2)) as cost_not_measured,
        cast(actual_sales as decimal(18, 2)) as actual_sales,
        cast(baseline_sales as decimal(18, 2)) as baseline_sales,
        cast(incremental_sales as decimal(18, 2)) as incremental_sales,
        incremental_sales_low,
        incremental_sales_high,
        cast(incremental_margin as decimal(18, 2)) as incremental_margin,
        incremental_margin_low,
        incremental_margin_high,
        cast(retention_value as decimal(18, 2)) as retention_value,
        retention_value_reason,
        net,
        cast(incremental_margin_low + coalesce(retention_value, 0) - cost as decimal(18, 2)) as net_low,
        cast(incremental_margin_high + coalesce(retention_value, 0) - cost as decimal(18, 2)) as net_high,
        {{ ratio('net', 'cost') }} as roi,
        {{ ratio('incremental_margin_low + coalesce(retention_value, 0) - cost', 'cost') }} as roi_low,
        {{ ratio('incremental_margin_high + coalesce(retention_value, 0) - cost', 'cost') }} as roi_high,
        {{ payback_months('cast(cost as double)', 'monthly_margin') }} as payback_months,
        cast(npv as decimal(18, 2)) as npv,
        npv_low,
        npv_high,
        actions_with_assumed_margin,
        discount_rate_yearly
    from ends

)

select * from final
