{{ config(materialized='table') }}

with

answers as (

    select * from {{ ref('int_department_answers') }}

),

final as (

    {{ sums_by_cut('answers') }}

)

select * from final
