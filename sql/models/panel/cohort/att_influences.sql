{{ config(materialized='table') }}

with

members as (

    select * from {{ ref('att_members') }}

),

starts as (

    select * from {{ ref('int_action_starts') }}

),

-- What each unit's difference moves its cell by, and what its being in its cohort moves the weights by.
parts as (

    select
        members.metric,
        members.scope,
        members.event_time,
        members.estimate,
        differences.store_id,
        members.weight * case
            when differences.is_treated then (differences.difference - members.treated_mean) / members.treated
            else (members.donor_mean - differences.difference) / members.donors
        end as influence
    from members
    inner join {{ ref('att_differences') }} as differences
        on
            members.metric = differences.metric
            and members.start_month = differences.start_month
            and members.months_from_start = differences.months_from_start
    union all
    select
        members.metric,
        members.scope,
        members.event_time,
        members.estimate,
        starts.store_id,
        (members.att - members.estimate) / members.weighed_units as influence
    from members
    inner join starts on members.start_month = starts.start_month

),

final as (

    select
        metric,
        scope,
        event_time,
        estimate,
        store_id,
        sum(influence) as influence
    from parts
    group by metric, scope, event_time, estimate, store_id

)

select * from final
