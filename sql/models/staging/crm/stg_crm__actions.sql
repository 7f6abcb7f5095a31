with

newest as (

    {{ newest_rows(source('crm', 'actions'), extract='actions', key=['action_id']) }}

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
        planned_on,
        approved_on,
        started_on,
        finished_on,
        cost,
        currency
    from newest

)

select * from final
