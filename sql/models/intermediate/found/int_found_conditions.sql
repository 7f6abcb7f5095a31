{{ config(materialized='table') }}

with

segments as (

    select distinct
        kind,
        segment
    from {{ ref('seg_customers') }}
    where segment <> 'unknown'

),

final as (

    select
        kind,
        segment,
        row_number() over (order by kind, segment) as condition
    from segments

)

select * from final
