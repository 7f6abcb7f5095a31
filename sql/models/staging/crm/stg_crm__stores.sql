with

newest as (

    {{ newest_rows(source('crm', 'stores'), extract='stores', key=['store_id']) }}

),

final as (

    select
        store_id,
        name,
        city,
        state,
        country,
        latitude,
        longitude,
        floor_area_sqft,
        format,
        opened_on
    from newest

)

select * from final
