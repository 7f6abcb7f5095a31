with

actions as (

    select * from {{ ref('stg_crm__actions') }}

),

approved as (

    select
        actions.*,
        status in ('approved', 'in_progress', 'done') as is_approved
    from actions

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
        case when is_approved then {{ month_of('started_on') }} end as start_month
    from approved

)

select * from final
