with

newest as (

    {{ newest_rows(
        source('feedback', 'social_mentions'),
        extract='social_mentions',
        key=['mention_id', 'network']
    ) }}

),

final as (

    select
        mention_id,
        network,
        text as mention_text,
        store_id,
        author_hash,
        likes,
        shares,
        replies,
        posted_at,
        replied_at
    from newest

)

select * from final
