with

numbers as (

    {{ whole_numbers() }}

),

-- A retail year begins on the Sunday next to 1 February, which is the first one from 29 January on.
januaries as (

    select
        1995 + n as retail_year,
        {{ add_months("date '1995-01-29'", '12 * n') }} as earliest_start
    from numbers
    where n < 66

),

measured as (

    select
        retail_year,
        earliest_start,
        {{ days_between("date '1995-01-29'", 'earliest_start') }} as days_since_sunday
    from januaries

),

years as (

    select
        retail_year,
        {{ add_days('earliest_start', 'cast(mod(7 - mod(days_since_sunday, 7), 7) as integer)') }}
            as retail_year_starts_on
    from measured

),

final as (

    select
        retail_year,
        retail_year_starts_on,
        lead(retail_year_starts_on) over (order by retail_year) as next_starts_on
    from years

)

select * from final
