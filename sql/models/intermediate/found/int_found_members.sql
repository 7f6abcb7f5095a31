{{ config(materialized='table') }}

with

outcomes as (

    select * from {{ ref('int_found_outcomes') }}

),

segments as (

    select * from {{ ref('seg_customers') }}
    where segment <> 'unknown'

),

kinds as (

    select * from {{ ref('int_segment_kinds') }}

),

-- What customers did would explain by itself that they were lost.
placed as (

    select
        outcomes.metric,
        outcomes.customer_id,
        outcomes.value,
        segments.kind,
        segments.segment
    from outcomes
    inner join segments on outcomes.customer_id = segments.customer_id
    inner join kinds on segments.kind = kinds.kind
    where outcomes.metric <> 'churn' or not kinds.is_by_behaviour

),

final as (

    select
        placed.*,
        dense_rank() over (order by kind, segment) as condition
    from placed

)

select * from final
