with

store_months as (

    select * from {{ ref('int_store_months') }}
    where store_id <> ''

),

flagged as (

    select distinct month from {{ ref('int_flagged_stores') }}
    where stores_flagged >= 2

),

final as (

    select
        store_months.store_id,
        flagged.month,
        count(*) as months,
        sum(store_months.visitors) as visitors,
        sum(store_months.stockout_rate_sum) as stockout_rate_sum,
        sum(store_months.stockout_days) as stockout_days,
        sum(store_months.assortment_sum) as assortment_sum,
        sum(store_months.assortment_days) as assortment_days,
        sum(store_months.queue_seconds_sum) as queue_seconds_sum,
        sum(store_months.queue_days) as queue_days,
        sum(store_months.staff_hours) as staff_hours,
        sum(store_months.sales) as sales,
        sum(store_months.sales_with_area) as sales_with_area,
        sum(store_months.floor_area_sqft) as floor_area_sqft,
        sum(store_months.orders) as orders,
        sum(store_months.units) as units,
        sum(store_months.returned_units) as returned_units,
        sum(store_months.discount) as discount,
        sum(store_months.footfall_orders) as footfall_orders
    from store_months
    inner join flagged
        on
            {{ month_index('flagged.month') }} - {{ month_index('store_months.month') }} between 0 and 5
    group by store_months.store_id, flagged.month

)

select * from final
