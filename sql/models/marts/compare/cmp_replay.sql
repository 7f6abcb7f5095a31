with

replays as (

    select * from {{ ref('int_replay_starts') }}

),

effects as (

    select * from {{ ref('int_expected_effects') }}
    where is_replay

),

metrics as (

    select * from {{ ref('compared_metrics') }}

),

replayed as (

    select
        replays.replayed_start_month as start_month,
        effects.metric,
        effects.effect,
        effects.standard_error
    from effects
    inner join replays on effects.comparison_id = replays.replay_id

),

pooled as (

    {{ pooled_effects('replayed', ['start_month', 'metric']) }}

),

shown as (

    select
        pooled.start_month,
        pooled.metric,
        metrics.unit,
        metrics.better,
        pooled.comparisons as stores,
        {{ shown_change('pooled.effect') }} as effect,
        {{ shown_change('pooled.effect - ' ~ normal_975() ~ ' * pooled.standard_error') }} as effect_low,
        {{ shown_change('pooled.effect + ' ~ normal_975() ~ ' * pooled.standard_error') }} as effect_high
    from pooled
    inner join metrics on pooled.metric = metrics.metric

),

final as (

    select
        start_month,
        metric,
        unit,
        stores,
        effect,
        effect_low,
        effect_high,
        case
            when effect_low <= 0e0 and effect_high >= 0e0 then 'nothing'
            when (effect > 0e0 and better = 'higher') or (effect < 0e0 and better = 'lower')
                then 'improvement'
            else 'worsening'
        end as shows
    from shown

)

select * from final
