with

judged as (

    select * from {{ ref('int_judged_effects') }}
    where action_id like 'plan %'

),

actions as (

    select * from {{ ref('fct_actions') }}

),

singles as (

    select
        actions.kind as horizon,
        judged.metric,
        judged.action_id,
        judged.scale,
        judged.unit,
        judged.minimum_effect,
        judged.donors,
        judged.n_before,
        judged.n_after,
        judged.standard_error,
        judged.not_judged_reason
    from judged
    inner join actions on judged.action_id = actions.action_id

),

pooled as (

    select
        horizon,
        metric,
        scale,
        unit,
        minimum_effect,
        count(*) as stores,
        count(*) - 1e0 as df,
        min(donors) as donors,
        sum(n_before) as n_before,
        sum(n_after) as n_after,
        1e0 / sqrt(sum(1e0 / (standard_error * standard_error))) as standard_error
    from singles
    where
        not_judged_reason is null
        and standard_error > 0e0
    group by horizon, metric, scale, unit, minimum_effect

),

-- The pooled error widens where effects differ by chance: by max(1, Q ÷ (k − 1)), of which this is the mean.
widened as (

    select
        pooled.*,
        case
            when stores = 1 then 1e0
            else 1e0 - {{ chi_square_tail('df', 'df') }} + {{ chi_square_tail('df', '(df + 2e0)') }}
        end as widening
    from pooled

),

final as (

    select
        horizon,
        metric,
        action_id,
        1 as stores,
        scale,
        unit,
        minimum_effect,
        donors,
        n_before,
        n_after,
        {{ shown_change('2.8e0 * standard_error') }} as smallest_effect,
        not_judged_reason
    from singles
    union all
    select
        horizon,
        metric,
        'all' as action_id,
        stores,
        scale,
        unit,
        minimum_effect,
        donors,
        n_before,
        n_after,
        {{ shown_change('2.8e0 * standard_error * sqrt(widening)') }} as smallest_effect,
        cast(null as varchar) as not_judged_reason
    from widened

)

select * from final
