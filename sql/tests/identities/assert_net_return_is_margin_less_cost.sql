select
    action_id,
    is_measured,
    cost,
    incremental_sales,
    gross_margin_rate,
    incremental_margin,
    net
from {{ ref('roi_actions') }}
where
    abs(net - (incremental_margin - cost)) > 1e-6
    or abs(incremental_margin - incremental_sales * gross_margin_rate) > 1e-6
    or abs(incremental_sales - (actual_sales - baseline_sales)) > 1e-6
    or (is_measured and net is null)
    or (not is_measured and net is not null)
