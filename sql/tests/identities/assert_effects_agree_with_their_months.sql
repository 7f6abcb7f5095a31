-- The plain change of cmp_effects, worked out again from the months that people look at.
with

months as (

    select
        action_id,
        metric,
        sum(case when months_from_start < 0 then value * n end)
        / nullif(sum(case when months_from_start < 0 then n end), 0) as mean_before,
        sum(case when months_from_start >= 0 then value * n end)
        / nullif(sum(case when months_from_start >= 0 then n end), 0) as mean_after
    from {{ ref('cmp_months') }}
    where metric <> 'sales_per_sqft'
    group by action_id, metric

)

select
    effects.action_id,
    effects.metric,
    effects.naive_change,
    months.mean_after - months.mean_before as change_of_months
from {{ ref('cmp_effects') }} as effects
inner join months on effects.action_id = months.action_id and effects.metric = months.metric
where abs(effects.naive_change - (months.mean_after - months.mean_before)) > 1e-9
