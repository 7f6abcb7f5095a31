with

numbers as (

    {{ whole_numbers() }}

),

-- 29 January 1995 is a Sunday and the first day of a retail year.
days as (

    select {{ add_days("date '1995-01-29'", 'cast(steps.n * 1200 + numbers.n as integer)') }} as day
    from numbers
    cross join numbers as steps
    where steps.n < 20

),

spans as (

    select * from {{ ref('int_retail_years') }}

),

placed as (

    select
        days.day,
        spans.retail_year,
        spans.retail_year_starts_on,
        {{ days_between('spans.retail_year_starts_on', 'days.day') }}
            as days_before
    from days
    inner join spans
        on
            days.day >= spans.retail_year_starts_on
            and days.day < spans.next_starts_on

),

weeks as (

    select
        placed.*,
        {{ whole_weeks('days_before') }} + 1 as retail_week
    from placed

),

-- Four quarters of 4, 5 and 4 weeks; a 53rd week belongs to the last.
quarters as (

    select
        weeks.*,
        case
            when retail_week <= 13 then 1
            when retail_week <= 26 then 2
            when retail_week <= 39 then 3
            else 4
        end as retail_quarter
    from weeks

),

periods as (

    select
        quarters.*,
        3 * retail_quarter - case
            when retail_week - 13 * (retail_quarter - 1) <= 4 then 2
            when retail_week - 13 * (retail_quarter - 1) <= 9 then 1
            else 0
        end as retail_period,
        {{ add_days('retail_year_starts_on', 'cast(7 * (retail_week - 1) as integer)') }}
            as retail_week_starts_on
    from quarters

),

final as (

    select
        day,
        {{ month_of('day') }} as month,
        {{ quarter_of('day') }} as quarter_starts_on,
        year(day) as calendar_year,
        retail_year,
        retail_quarter,
        retail_period,
        retail_week,
        retail_week_starts_on,
        retail_year_starts_on,
        {{ add_days('day', '-364') }} as comparable_day,
        {{ add_days('retail_week_starts_on', '-364') }} as comparable_week_starts_on
    from periods

)

select * from final
