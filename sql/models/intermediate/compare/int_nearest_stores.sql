{{ config(materialized='table') }}

with

starts as (

    select * from {{ ref('int_action_starts') }}

),

past as (

    select * from {{ ref('int_cohort_values') }}
    where months_from_start < 0

),

treated as (

    select
        starts.action_id,
        past.start_month,
        past.metric,
        past.months_from_start,
        past.value,
        count(*) over (partition by starts.action_id, past.metric) as months
    from past
    inner join starts on past.start_month = starts.start_month and past.store_id = starts.store_id

),

-- Distance over the level and, month by month, the path; over the months that both stores have.
distances as (

    select
        treated.action_id,
        treated.metric,
        past.store_id,
        treated.months,
        count(*) as shared_months,
        sqrt(
            (avg(past.value) - avg(treated.value)) * (avg(past.value) - avg(treated.value))
            + avg((past.value - treated.value) * (past.value - treated.value))
        ) as distance
    from treated
    inner join past
        on
            treated.start_month = past.start_month
            and treated.metric = past.metric
            and treated.months_from_start = past.months_from_start
    where past.is_donor
    group by treated.action_id, treated.metric, past.store_id, treated.months

),

ranked as (

    select
        distances.*,
        row_number() over (partition by action_id, metric order by distance, store_id) as place
    from distances
    where 3 * shared_months >= 2 * months

),

final as (

    select
        action_id,
        metric,
        store_id,
        place,
        distance
    from ranked
    where place <= 10

)

select * from final
