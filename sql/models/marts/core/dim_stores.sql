with

stores as (

    select * from {{ ref('stg_crm__stores') }}

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
    from stores

)

select * from final
