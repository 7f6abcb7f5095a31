with

actions as (

    select * from {{ ref('fct_actions') }}

),

effects as (

    select * from {{ ref('cmp_effects') }}
    where metric = 'sales_per_sqft'

),

action_sales as (

    select * from {{ ref('int_action_sales') }}

),

assumptions as (

    select * from {{ ref('int_assumptions') }}

),

joined as (

    select
        actions.action_id,
        actions.store_id,
        actions.kind,
        actions.status,
        cast(actions.cost as double) as cost,
        actions.currency,
        actions.start_month,
        effects.months_after,
        effects.not_judged_reason,
        cast(action_sales.actual_sales as double) as actual_sales,
        effects.effect as sales_effect,
        effects.effect_low as sales_effect_low,
        effects.effect_high as sales_effect_high,
        case
            when actions.start_month is null then 'never begun or not approved'
            when actions.store_id is null then 'not for one store'
            when effects.action_id is null then 'no sales per square foot'
            when effects.effect is null then 'no sales before and after, or no store to compare with'
            when
                action_sales.first_currency <> actions.currency
                or action_sales.last_currency <> actions.currency
                then 'cost and sales are in different currencies'
        end as not_measured_reason,
        coalesce(action_sales.gross_margin_rate, assumptions.gross_margin_rate) as gross_margin_rate,
        case
            when action_sales.gross_margin_rate is not null then 'unit_costs'
            else 'assumption'
        end as gross_margin_source,
        assumptions.discount_rate_yearly,
        assumptions.roi_horizon_months
    from actions
    left join effects on actions.action_id = effects.action_id
    left join action_sales on actions.action_id = action_sales.action_id
    cross join assumptions

),

final as (

    select
        joined.*,
        not_measured_reason is null as is_measured
    from joined

)

select * from final
