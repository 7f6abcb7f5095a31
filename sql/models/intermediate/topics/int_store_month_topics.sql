{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_touched_months('month') }}"
) }}

with

touched as (

    select month from {{ ref('int_touched_months') }}

),

texts as (

    select * from {{ ref('int_texts') }}
    where
        store_id is not null
        and month in (select touched.month from touched)

),

topics as (

    select * from {{ ref('fct_topics') }}
    where
        store_id is not null
        and month in (select touched.month from touched)

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
