with

actions as (

    select * from {{ ref('int_action_starts') }}

),

replays as (

    select * from {{ ref('int_replay_starts') }}

),

final as (

    select
        action_id as comparison_id,
        store_id,
        start_month,
        false as is_replay
    from actions
    union all
    select
        replay_id as comparison_id,
        store_id,
        start_month,
        true as is_replay
    from replays

)

select * from final
