with

assumptions as (

    select * from {{ ref('assumptions') }}

),

final as (

    select
        max(case when name = 'minimum_n' then value end) as minimum_n,
        max(case when name = 'action_start_days' then value end) as action_start_days,
        max(case when name = 'gross_margin_rate' then value end) as gross_margin_rate,
        max(case when name = 'discount_rate_yearly' then value end) as discount_rate_yearly,
        max(case when name = 'roi_horizon_months' then value end) as roi_horizon_months,
        max(case when name = 'churn_minimum_days' then value end) as churn_minimum_days,
        max(case when name = 'repeat_window_days' then value end) as repeat_window_days,
        max(case when name = 'attribution_days' then value end) as attribution_days,
        max(case when name = 'event_window_days' then value end) as event_window_days,
        max(case when name = 'model_minimum_customers' then value end) as model_minimum_customers,
        max(case when name = 'value_horizon_months' then value end) as value_horizon_months,
        max(case when name = 'holdout_days' then value end) as holdout_days,
        max(case when name = 'found_minimum_customers' then value end) as found_minimum_customers,
        max(case when name = 'minimum_peers' then value end) as minimum_peers
    from assumptions

)

select * from final
