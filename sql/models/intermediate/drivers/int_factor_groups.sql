{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_reached_months(5) }}"
) }}

with

factors as (

    select * from {{ ref('int_store_factors') }}
    where month in ({{ reached_months(5) }})

),

flagged as (

    select * from {{ ref('int_flagged_stores') }}
    where
        stores_flagged >= 2
        and month in ({{ reached_months(5) }})

),

questions as (

    select distinct
        month,
        metric
    from flagged

),

final as (

    select
        questions.month,
        questions.metric,
        factors.factor,
        factors.kind,
        factors.store_id,
        factors.value,
        factors.category,
        flagged.store_id is not null as is_flagged
    from questions
    inner join factors on questions.month = factors.month
    left join flagged
        on
            questions.month = flagged.month
            and questions.metric = flagged.metric
            and factors.store_id = flagged.store_id

)

select * from final
