with

store_days as (

    select * from {{ ref('stg_sales__store_days') }}

),

final as (

    select
        store_id,
        day,
        {{ month_of('day') }} as month,
        visitors,
        stockout_rate,
        assortment_size,
        queue_seconds,
        staff_hours
    from store_days

)

select * from final
