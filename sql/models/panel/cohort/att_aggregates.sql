with

influences as (

    select * from {{ ref('att_influences') }}

),

-- The mean over the distances from the start on, each alike.
dynamic_sizes as (

    select
        metric,
        count(distinct event_time) as event_times
    from influences
    where
        scope = 'dynamic'
        and event_time >= 0
    group by metric

),

overall as (

    select
        influences.metric,
        influences.store_id,
        sum(influences.influence) / max(dynamic_sizes.event_times) as influence
    from influences
    inner join dynamic_sizes on influences.metric = dynamic_sizes.metric
    where
        influences.scope = 'dynamic'
        and influences.event_time >= 0
    group by influences.metric, influences.store_id

),

overall_estimates as (

    select
        metric,
        avg(estimate) as estimate
    from (
        select distinct
            metric,
            event_time,
            estimate
        from influences
        where
            scope = 'dynamic'
            and event_time >= 0
    ) as event_times
    group by metric

),

estimates as (

    select
        metric,
        scope,
        event_time,
        estimate,
        count(*) as units,
        sqrt(sum(influence * influence)) as standard_error
    from influences
    group by metric, scope, event_time, estimate
    union all
    select
        overall.metric,
        'dynamic overall' as scope,
        0 as event_time,
        overall_estimates.estimate,
        count(*) as units,
        sqrt(sum(overall.influence * overall.influence)) as standard_error
    from overall
    inner join overall_estimates on overall.metric = overall_estimates.metric
    group by overall.metric, overall_estimates.estimate

),

final as (

    select
        estimates.*,
        {{ normal_975() }} * standard_error as margin,
        2e0 * {{ normal_tail('abs(estimate) / nullif(standard_error, 0e0)') }} as p
    from estimates

)

select * from final
