with

mentions as (

    select * from {{ ref('stg_feedback__social_mentions') }}

),

final as (

    select
        mention_id,
        network,
        store_id,
        likes,
        shares,
        replies,
        likes + shares + replies as engagement,
        posted_at,
        {{ month_of('posted_at') }} as posted_month,
        replied_at is not null as is_replied
    from mentions

)

select * from final
