with

actions as (

    select * from {{ ref('fct_actions') }}

),

final as (

    select
        action_id,
        store_id,
        start_month
    from actions
    where
        store_id is not null
        and start_month is not null

)

select * from final
