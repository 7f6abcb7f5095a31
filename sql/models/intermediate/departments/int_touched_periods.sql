{{ config(materialized='table') }}

with

touched as (

    select month from {{ ref('int_touched_months') }}

),

ledger as (

    select * from {{ ref('stg_landing__ledger') }}

),

answers as (

    select distinct month from {{ ref('int_department_answers') }}

),

latest as (

    select max(_build) as build from ledger

),

-- A store that is said to lie in another state takes all its answers there.
store_lists as (

    select count(*) as files
    from ledger
    inner join latest on ledger._build = latest.build
    where ledger."extract" = 'stores'

),

-- Whether a month is told apart is decided within its year, and anew when it is no longer the latest month.
years as (

    select {{ year_of('month') }} as year_start from touched
    union
    select {{ year_of('max(answers.month)') }} as year_start
    from touched
    inner join answers on touched.month > answers.month
    group by touched.month

),

months as (

    select month from touched
    union
    select answers.month
    from answers
    inner join years on {{ year_of('answers.month') }} = years.year_start
    union
    select answers.month
    from answers
    cross join store_lists
    where store_lists.files > 0

),

final as (

    select distinct
        periods.period,
        {{ period_start('periods.period', 'months.month') }} as starts_on
    from months
    cross join (values ('month'), ('quarter'), ('year')) as periods (period)

)

select * from final
