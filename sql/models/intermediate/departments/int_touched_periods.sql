{{ config(materialized='table') }}

with

touched as (

    select month from {{ ref('int_touched_months') }}

),

answers as (

    select distinct month from {{ ref('int_department_answers') }}

),

latest as (

    select max(_build) as build from {{ ref('stg_landing__ledger') }}

),

-- A store that is said to lie in another state takes all its answers there.
store_lists as (

    select count(*) as lists from {{ ref('int_new_extracts') }}
    where "extract" = 'stores'

),

-- Other months of a year may be told otherwise than before.
told_changes as (

    select distinct changes.quarter_start
    from {{ ref('int_told_changes') }} as changes
    inner join latest on changes._build = latest.build

),

months as (

    select month from touched
    union
    select answers.month
    from answers
    inner join told_changes on {{ quarter_of('answers.month') }} = told_changes.quarter_start
    union
    select answers.month
    from answers
    cross join store_lists
    where store_lists.lists > 0

),

final as (

    select distinct
        periods.period,
        {{ period_start('periods.period', 'months.month') }} as starts_on
    from months
    cross join (values ('month'), ('quarter'), ('year')) as periods (period)

)

select * from final
