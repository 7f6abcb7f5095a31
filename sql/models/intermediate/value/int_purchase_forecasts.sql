{{ config(materialized='table') }}

with

expected as (

    select * from {{ ref('int_expected_purchases') }}

),

stepped as (

    select
        expected.*,
        purchases - lag(purchases, 1, 0e0) over (
            partition by period, segment, frequency, recency_days, age_days order by part
        ) as purchases_in_part
    from expected

),

final as (

    select
        period,
        segment,
        frequency,
        recency_days,
        age_days,
        max(model_segment) as model_segment,
        max(p_alive) as p_alive,
        max(case when part = 1 then purchases end) as expected_in_first_quarter,
        max(case when part = 4 then purchases end) as expected_purchases,
        sum(purchases_in_part * discount) as expected_discounted
    from stepped
    group by period, segment, frequency, recency_days, age_days

)

select * from final
