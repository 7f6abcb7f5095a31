{{ config(materialized='incremental', unique_key=['mention_id', 'network']) }}

with

newest as (

    {{ newest_rows(
        source('feedback', 'social_mentions'),
        extract='social_mentions',
        key=['mention_id', 'network'],
        event_at='posted_at'
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
        {{ moment('posted_at') }} as posted_at,
        {{ moment('replied_at') }} as replied_at,
        {{ version_columns() }}
    from newest

)

select * from final
