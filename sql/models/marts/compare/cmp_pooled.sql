with

effects as (

    select * from {{ ref('int_judged_effects') }}
    where not_judged_reason is null

),

actions as (

    select * from {{ ref('fct_actions') }}

),

metrics as (

    select * from {{ ref('compared_metrics') }}

),

programmes as (

    select
        effects.*,
        'all' as programme
    from effects
    union all
    select
        effects.*,
        actions.kind as programme
    from effects
    inner join actions on effects.action_id = actions.action_id

),

pooled as (

    {{ pooled_effects('programmes', ['programme', 'metric']) }}

),

programme_replays as (

    select
        programmes.programme,
        programmes.metric,
        max(
            case replays.shows when 'improvement' then 3 when 'worsening' then 2 when 'nothing' then 1 end
        ) as strength,
        sum(programmes.n_after) as n_after
    from programmes
    left join {{ ref('cmp_replay') }} as replays
        on programmes.start_month = replays.start_month and programmes.metric = replays.metric
    group by programmes.programme, programmes.metric

),

shown as (

    select
        pooled.programme,
        pooled.metric,
        metrics.unit,
        metrics.better,
        pooled.comparisons as actions,
        case
            when metrics.scale = 'linear' then cast(programme_replays.n_after as bigint)
        end as answers_after,
        {{ shown_change('pooled.effect') }} as effect,
        {{ shown_change('pooled.effect - ' ~ normal_975() ~ ' * pooled.standard_error') }} as effect_low,
        {{ shown_change('pooled.effect + ' ~ normal_975() ~ ' * pooled.standard_error') }} as effect_high,
        2e0 * {{ normal_tail('abs(pooled.effect) / pooled.standard_error') }} as p,
        {{ shown_change('2.8e0 * pooled.standard_error') }} as smallest_effect,
        metrics.minimum_effect,
        case programme_replays.strength
            when 3 then 'improvement'
            when 2 then 'worsening'
            when 1 then 'nothing'
        end as replay_shows,
        cast(null as varchar) as not_judged_reason
    from pooled
    inner join metrics on pooled.metric = metrics.metric
    inner join programme_replays
        on pooled.programme = programme_replays.programme and pooled.metric = programme_replays.metric

),

final as (

    select
        programme,
        metric,
        unit,
        actions,
        answers_after,
        effect,
        effect_low,
        effect_high,
        p,
        smallest_effect,
        minimum_effect,
        replay_shows,
        {{ verdict('p') }} as verdict,
        {{ verdict_reason('p') }} as verdict_reason
    from shown

)

select * from final
