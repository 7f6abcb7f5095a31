with

group_times as (

    select * from {{ ref('att_group_times') }}

),

sizes as (

    select
        start_month,
        count(*) as units
    from {{ ref('int_action_starts') }}
    group by start_month

),

-- `simple`: every cell from a start on. `dynamic`: the cells of one distance from the start.
cells as (

    select
        group_times.*,
        cast(sizes.units as double) as units,
        'simple' as scope,
        0 as event_time
    from group_times
    inner join sizes on group_times.start_month = sizes.start_month
    where group_times.months_from_start >= 0
    union all
    select
        group_times.*,
        cast(sizes.units as double) as units,
        'dynamic' as scope,
        group_times.months_from_start as event_time
    from group_times
    inner join sizes on group_times.start_month = sizes.start_month

),

final as (

    select
        metric,
        scope,
        event_time,
        start_month,
        months_from_start,
        treated,
        donors,
        treated_mean,
        donor_mean,
        att,
        units,
        units / sum(units) over (partition by metric, scope, event_time) as weight,
        sum(units) over (partition by metric, scope, event_time) as weighed_units,
        sum(units * att) over (partition by metric, scope, event_time)
        / sum(units) over (partition by metric, scope, event_time) as estimate
    from cells

)

select * from final
