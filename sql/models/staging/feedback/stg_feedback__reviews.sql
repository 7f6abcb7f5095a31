{{ config(materialized='incremental', unique_key=['review_id', 'source']) }}

with

newest as (

    {{ newest_rows(
        source('feedback', 'reviews'),
        extract='reviews',
        key=['review_id', 'source'],
        event_at='posted_at'
    ) }}

),

final as (

    select
        review_id,
        source,
        rating,
        title as review_title,
        text as review_text,
        store_id,
        product_id,
        customer_id,
        {{ moment('posted_at') }} as posted_at,
        {{ moment('replied_at') }} as replied_at,
        {{ version_columns() }}
    from newest

)

select * from final
