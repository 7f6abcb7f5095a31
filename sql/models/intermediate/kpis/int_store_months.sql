{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_reached_months(0) }}"
) }}

with

scores as (

    select * from {{ ref('int_store_month_scores') }}
    where month in ({{ reached_months(0) }})

),

voices as (

    select * from {{ ref('int_store_month_voices') }}
    where month in ({{ reached_months(0) }})

),

orders as (

    select * from {{ ref('int_store_month_orders') }}
    where month in ({{ reached_months(0) }})

),

operations as (

    select * from {{ ref('int_store_month_operations') }}
    where month in ({{ reached_months(0) }})

),

stores as (

    select * from {{ ref('dim_stores') }}

),

store_months as (

    select
        store_id,
        month
    from scores
    union
    select
        store_id,
        month
    from voices
    union
    select
        store_id,
        month
    from orders
    union
    select
        store_id,
        month
    from operations

),

final as (

    select
        store_months.store_id,
        store_months.month,
        cast(coalesce(scores.nps_responses, 0) as bigint) as nps_responses,
        cast(coalesce(scores.nps_promoters, 0) as bigint) as nps_promoters,
        cast(coalesce(scores.nps_detractors, 0) as bigint) as nps_detractors,
        cast(coalesce(scores.csat_responses, 0) as bigint) as csat_responses,
        cast(coalesce(scores.csat_satisfied, 0) as bigint) as csat_satisfied,
        cast(coalesce(scores.csat_score_sum, 0) as bigint) as csat_score_sum,
        cast(coalesce(scores.csat_score_sumsq, 0) as bigint) as csat_score_sumsq,
        cast(coalesce(scores.ces_responses, 0) as bigint) as ces_responses,
        cast(coalesce(scores.ces_easy, 0) as bigint) as ces_easy,
        cast(coalesce(scores.ces_score_sum, 0) as bigint) as ces_score_sum,
        cast(coalesce(scores.ces_score_sumsq, 0) as bigint) as ces_score_sumsq,
        cast(coalesce(voices.review_count, 0) as bigint) as review_count,
        coalesce(voices.review_rating_sum, 0) as review_rating_sum,
        cast(coalesce(voices.invitations, 0) as bigint) as invitations,
        cast(coalesce(voices.invitations_answered, 0) as bigint) as invitations_answered,
        cast(coalesce(voices.service_cases, 0) as bigint) as service_cases,
        coalesce(orders.orders, 0) as orders,
        coalesce(orders.sales, 0) as sales,
        coalesce(orders.units, 0) as units,
        coalesce(orders.discount, 0) as discount,
        coalesce(orders.returned_units, 0) as returned_units,
        coalesce(orders.costed_sales, 0) as costed_sales,
        coalesce(orders.cost, 0) as cost,
        coalesce(orders.margin, 0) as margin,
        coalesce(case when stores.floor_area_sqft > 0 then orders.sales end, 0) as sales_with_area,
        case
            when orders.orders > 0 and stores.floor_area_sqft > 0 then stores.floor_area_sqft
        end as floor_area_sqft,
        cast(operations.visitors as bigint) as visitors,
        coalesce(case when operations.visitors > 0 then orders.store_orders end, 0) as footfall_orders,
        operations.stockout_rate_sum,
        coalesce(operations.stockout_days, 0) as stockout_days,
        operations.queue_seconds_sum,
        coalesce(operations.queue_days, 0) as queue_days,
        cast(operations.assortment_sum as bigint) as assortment_sum,
        coalesce(operations.assortment_days, 0) as assortment_days,
        operations.staff_hours
    from store_months
    left join scores on store_months.store_id = scores.store_id and store_months.month = scores.month
    left join voices on store_months.store_id = voices.store_id and store_months.month = voices.month
    left join orders on store_months.store_id = orders.store_id and store_months.month = orders.month
    left join operations
        on store_months.store_id = operations.store_id and store_months.month = operations.month
    left join stores on store_months.store_id = stores.store_id

)

select * from final
