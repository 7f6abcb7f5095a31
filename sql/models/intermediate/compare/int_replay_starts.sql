with

flags as (

    select * from {{ ref('watch_flags') }}
    where flag = 'act'

),

actions as (

    select * from {{ ref('int_action_starts') }}

),

cohorts as (

    select distinct start_month from actions

),

first_starts as (

    select
        store_id,
        min(start_month) as first_start
    from actions
    group by store_id

),

-- One would have begun in the month after a flag. Far enough back, the months compared end before the action.
flagged as (

    select distinct
        flags.store_id,
        {{ add_months('flags.month', '1') }} as start_month
    from flags

),

candidates as (

    select
        cohorts.start_month as replayed_start_month,
        flagged.store_id,
        flagged.start_month,
        row_number() over (
            partition by cohorts.start_month, flagged.store_id order by flagged.start_month desc
        ) as place
    from flagged
    inner join cohorts
        on
            {{ month_index('cohorts.start_month') }} - {{ month_index('flagged.start_month') }}
            between {{ months_after() }} + 2 and {{ months_after() }} + 8
    left join first_starts on flagged.store_id = first_starts.store_id
    where
        first_starts.first_start is null
        or {{ month_index('first_starts.first_start') }}
        - {{ month_index('flagged.start_month') }} >= {{ months_after() }}

),

-- Once a store: months that follow each other would tell the same story several times.
final as (

    select
        'replay ' || cast(replayed_start_month as varchar) || ' ' || store_id as replay_id,
        replayed_start_month,
        store_id,
        start_month
    from candidates
    where place = 1

)

select * from final
