{{ config(materialized='table') }}

with

outcomes as (

    select * from {{ ref('int_found_outcomes') }}

),

segments as (

    select * from {{ ref('seg_customers') }}
    where segment <> 'unknown'

),

conditions as (

    select * from {{ ref('int_found_conditions') }}

),

kinds as (

    select * from {{ ref('int_segment_kinds') }}

),

-- What customers did would explain by itself that they were lost.
final as (

    select
        outcomes.metric,
        outcomes.customer_id,
        outcomes.value,
        conditions.condition
    from outcomes
    inner join segments on outcomes.customer_id = segments.customer_id
    inner join conditions on segments.kind = conditions.kind and segments.segment = conditions.segment
    inner join kinds on segments.kind = kinds.kind
    where outcomes.metric <> 'churn' or not kinds.is_by_behaviour

)

select * from final
