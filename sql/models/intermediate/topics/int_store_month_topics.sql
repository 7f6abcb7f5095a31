{{ config(materialized='table') }}

with

texts as (

    select * from {{ ref('int_texts') }}
    where store_id is not null

),

topics as (

    select * from {{ ref('fct_topics') }}
    where store_id is not null

),

final as (

    select
        store_id,
        month,
        wrote_in,
        '' as topic,
        count(*) as texts,
        count(unhappy) as judged_texts,
        coalesce(sum(unhappy), 0) as unhappy_texts
    from texts
    group by store_id, month, wrote_in
    union all
    select
        store_id,
        month,
        wrote_in,
        topic,
        count(*) as texts,
        count(is_unhappy) as judged_texts,
        sum(case when is_unhappy then 1 else 0 end) as unhappy_texts
    from topics
    group by store_id, month, wrote_in, topic

)

select * from final
