with

events as (

    select * from {{ ref('events') }}

),

assumptions as (

    select cast(event_window_days as bigint) as window_days from {{ ref('int_assumptions') }}

),

final as (

    select
        events.name,
        events.scope,
        events.scope_value,
        phases.phase,
        case phases.phase
            when 'before' then {{ add_days('events.starts_on', '-assumptions.window_days') }}
            when 'during' then events.starts_on
            else {{ add_days('events.ends_on', '1') }}
        end as phase_starts_on,
        case phases.phase
            when 'before' then {{ add_days('events.starts_on', '-1') }}
            when 'during' then events.ends_on
            else {{ add_days('events.ends_on', 'assumptions.window_days') }}
        end as phase_ends_on
    from events
    cross join assumptions
    cross join (values ('before'), ('during'), ('after')) as phases (phase)

)

select * from final
