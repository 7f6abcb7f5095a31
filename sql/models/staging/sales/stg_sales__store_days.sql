with

newest as (

    {{ newest_rows(source('sales', 'store_days'), extract='store_days', key=['store_id', 'day']) }}

),

final as (

    select
        store_id,
        day,
        visitors,
        stockout_rate,
        assortment_size,
        queue_seconds,
        staff_hours
    from newest

)

select * from final
