select
    action_id,
    is_measured,
    cost,
    actual_sales,
    baseline_sales,
    sales_effect,
    incremental_sales,
    gross_margin_rate,
    incremental_margin,
    net
from {{ ref('roi_actions') }}
where
    net <> incremental_margin + coalesce(retention_value, 0) - cost
    or abs(incremental_margin - cast(incremental_sales as double) * gross_margin_rate) > 0.0051e0
    or abs(baseline_sales - cast(actual_sales as double) / (1e0 + sales_effect)) > 0.0051e0
    or incremental_sales <> actual_sales - baseline_sales
    or incremental_sales_low > incremental_sales
    or incremental_sales_high < incremental_sales
    or (is_measured and net is null)
    or (not is_measured and net is not null)
