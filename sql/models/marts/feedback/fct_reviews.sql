with

reviews as (

    select * from {{ ref('stg_feedback__reviews') }}

),

final as (

    select
        review_id,
        source,
        rating,
        store_id,
        product_id,
        customer_id,
        posted_at,
        {{ month_of('posted_at') }} as posted_month,
        replied_at is not null as is_replied,
        {{ seconds_between('posted_at', 'replied_at') }} / 3600e0 as reply_hours
    from reviews

)

select * from final
