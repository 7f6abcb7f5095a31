with

actions as (

    select * from {{ ref('stg_crm__actions') }}

),

data_end as (

    select as_of from {{ ref('int_data_end') }}

),

assumptions as (

    select action_start_days from {{ ref('int_assumptions') }}

),

dated as (

    select
        actions.*,
        data_end.as_of,
        actions.status in ('approved', 'in_progress', 'done') as is_approved,
        {{ add_days('actions.planned_on', 'cast(assumptions.action_start_days as integer)') }} as start_due_on
    from actions
    cross join data_end
    cross join assumptions

),

-- A status lasts until the date of the next one; the status that an action is in, until the end of the data.
ended as (

    select
        dated.*,
        case when status = 'proposed' then as_of else approved_on end as proposed_until,
        case when status = 'approved' then as_of else started_on end as approved_until,
        case when status = 'in_progress' then as_of else finished_on end as started_until,
        case
            when status in ('proposed', 'approved', 'in_progress') then as_of
            when status = 'done' then finished_on
        end as open_until
    from dated

),

final as (

    select
        action_id,
        store_id,
        segment,
        issue,
        department,
        kind,
        owner_role,
        status,
        is_approved,
        planned_on,
        approved_on,
        started_on,
        finished_on,
        cost,
        currency,
        case when is_approved then {{ month_of('started_on') }} end as start_month,
        start_due_on,
        {{ days_in_status('planned_on', 'proposed_until') }} as days_proposed,
        {{ days_in_status('approved_on', 'approved_until') }} as days_approved,
        {{ days_in_status('started_on', 'started_until') }} as days_in_progress,
        {{ days_in_status('planned_on', 'open_until') }} as days_open,
        case
            when status = 'rejected' then null
            when started_on is not null and started_on <= start_due_on then 'on time'
            when started_on is not null or as_of > start_due_on then 'late'
            when as_of is not null then 'not due'
        end as timeliness,
        as_of
    from ended

)

select * from final
