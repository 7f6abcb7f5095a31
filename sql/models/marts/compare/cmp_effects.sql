with

judged as (

    select * from {{ ref('int_judged_effects') }}

),

replays as (

    select * from {{ ref('cmp_replay') }}

),

-- A comparison that is too thin to be judged must not make the others stricter.
comparisons as (

    select
        action_id,
        metric,
        p,
        'every comparison' as family_name
    from judged
    where
        not_judged_reason is null
        and p is not null

),

ranked as (

    select
        comparisons.*,
        {{ false_discovery_rank('p', ['family_name'], ['action_id', 'metric']) }} as place,
        count(*) over (partition by family_name) as family_size
    from comparisons

),

adjusted as (

    select
        action_id,
        metric,
        {{ adjusted_p('p', ['family_name'], 'place', 'family_size') }} as p_adjusted
    from ranked

),

shown as (

    select
        judged.action_id,
        judged.metric,
        judged.unit,
        judged.store_id,
        judged.start_month,
        judged.months_before,
        judged.months_after,
        case when judged.scale = 'linear' then cast(judged.n_before as bigint) end as answers_before,
        case when judged.scale = 'linear' then cast(judged.n_after as bigint) end as answers_after,
        judged.donors,
        case when judged.scale = 'log' then exp(judged.mean_before) else judged.mean_before end as before,
        case when judged.scale = 'log' then exp(judged.mean_after) else judged.mean_after end as after,
        {{ shown_change('judged.change') }} as change,
        {{ shown_change('judged.expected_recovery') }} as expected_recovery,
        {{ shown_change('judged.effect') }} as effect,
        {{ shown_change('judged.effect - judged.margin') }} as effect_low,
        {{ shown_change('judged.effect + judged.margin') }} as effect_high,
        judged.p,
        adjusted.p_adjusted,
        {{ shown_change('2.8e0 * judged.standard_error') }} as smallest_effect,
        judged.minimum_effect,
        judged.better,
        replays.effect as replay_effect,
        replays.shows as replay_shows,
        {{ shown_change('judged.naive_change') }} as naive_change,
        {{ shown_change('judged.naive_change - judged.naive_margin') }} as naive_low,
        {{ shown_change('judged.naive_change + judged.naive_margin') }} as naive_high,
        {{ shown_change('judged.donor_change') }} as donor_change,
        {{ shown_change('judged.did_effect') }} as did_effect,
        {{ shown_change('judged.did_effect - judged.did_margin') }} as did_low,
        {{ shown_change('judged.did_effect + judged.did_margin') }} as did_high,
        {{ student_t_p('judged.did_t', 'judged.did_df') }} as did_p,
        judged.not_judged_reason
    from judged
    left join adjusted on judged.action_id = adjusted.action_id and judged.metric = adjusted.metric
    left join replays on judged.start_month = replays.start_month and judged.metric = replays.metric

),

final as (

    select
        shown.*,
        {{ verdict('p_adjusted') }} as verdict,
        {{ verdict_reason('p_adjusted') }} as verdict_reason
    from shown

)

select * from final
