{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_touched_months('month') }}"
) }}

with

touched as (

    select month from {{ ref('int_touched_months') }}

),

reviews as (

    select
        coalesce(store_id, '') as store_id,
        posted_month as month,
        count(*) as review_count,
        sum(rating) as review_rating_sum,
        0 as invitations,
        0 as invitations_answered,
        0 as service_cases
    from {{ ref('fct_reviews') }}
    where posted_month in (select touched.month from touched)
    group by coalesce(store_id, ''), posted_month

),

invitations as (

    select
        coalesce(store_id, '') as store_id,
        sent_month as month,
        0 as review_count,
        0e0 as review_rating_sum,
        count(*) as invitations,
        count(*) filter (where is_answered) as invitations_answered,
        0 as service_cases
    from {{ ref('fct_survey_invitations') }}
    where sent_month in (select touched.month from touched)
    group by coalesce(store_id, ''), sent_month

),

cases as (

    select
        coalesce(store_id, '') as store_id,
        opened_month as month,
        0 as review_count,
        0e0 as review_rating_sum,
        0 as invitations,
        0 as invitations_answered,
        count(*) as service_cases
    from {{ ref('fct_service_cases') }}
    where opened_month in (select touched.month from touched)
    group by coalesce(store_id, ''), opened_month

),

voices as (

    select * from reviews
    union all
    select * from invitations
    union all
    select * from cases

),

final as (

    select
        store_id,
        month,
        sum(review_count) as review_count,
        sum(review_rating_sum) as review_rating_sum,
        sum(invitations) as invitations,
        sum(invitations_answered) as invitations_answered,
        sum(service_cases) as service_cases
    from voices
    group by store_id, month

)

select * from final
