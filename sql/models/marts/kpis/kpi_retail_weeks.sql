with

weeks as (

    select * from {{ ref('int_store_weeks') }}

),

dates as (

    select * from {{ ref('dim_dates') }}

),

data_end as (

    select as_of from {{ ref('int_data_end') }}

),

data_start as (

    select min(first_day) as first_day from weeks

),

-- The first and the last week of the data may be cut short, and are then compared with nothing.
bounded as (

    select
        weeks.*,
        data_end.as_of >= {{ add_days('weeks.retail_week_starts_on', '6') }}
        and weeks.retail_week_starts_on >= data_start.first_day as is_complete
    from weeks
    cross join data_end
    cross join data_start

),

complete as (

    select * from bounded
    where is_complete

),

final as (

    select
        nullif(weeks.store_id, '') as store_id,
        weeks.retail_week_starts_on,
        dates.retail_year,
        dates.retail_quarter,
        dates.retail_period,
        dates.retail_week,
        weeks.is_complete,
        weeks.orders,
        weeks.sales,
        weeks.units,
        weeks.visitors,
        weeks.comparable_week_starts_on,
        case when last_year.store_id is not null then weeks.sales end as comparable_sales,
        last_year.sales as sales_last_year,
        case when last_year.store_id is not null then weeks.orders end as comparable_orders,
        last_year.orders as orders_last_year
    from bounded as weeks
    inner join dates on weeks.retail_week_starts_on = dates.day
    -- Equal keys alone: a condition beside them would make engines try every pair of weeks.
    left join complete as last_year
        on
            weeks.store_id = last_year.store_id
            and case when weeks.is_complete then weeks.comparable_week_starts_on end
            = last_year.retail_week_starts_on

)

select * from final
