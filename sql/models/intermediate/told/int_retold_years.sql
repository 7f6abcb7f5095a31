{{ config(materialized='table') }}

with

answers as (

    select distinct month from {{ ref('int_store_month_surveys') }}

),

touched as (

    select month from {{ ref('int_touched_months') }}

),

-- A store that is said to lie in another state takes all its answers there.
store_lists as (

    select count(*) as lists from {{ ref('int_new_extracts') }}
    where "extract" = 'stores'

),

months as (

    select month from answers
    union
    select month from touched

),

followed as (

    select
        month,
        lead(month) over (order by month) as next_month
    from months

),

-- With a month that follows, the one that was going on is over.
final as (

    select distinct {{ year_of('followed.month') }} as year_start
    from followed
    cross join store_lists
    left join touched on followed.month = touched.month
    left join touched as touched_next on followed.next_month = touched_next.month
    where
        touched.month is not null
        or touched_next.month is not null
        or store_lists.lists > 0

)

select * from final
