with

summaries as (

    select
        int_purchase_summaries.*,
        count(*) over (partition by period) as customers_in_period
    from {{ ref('int_purchase_summaries') }} as int_purchase_summaries

),

model_groups as (

    select * from {{ ref('int_purchase_groups') }}

),

-- Days apart where customers are few, weeks where they are many: the number of cells stays bounded,
-- and the middle of a cell stands for its customers.
placed as (

    select
        period,
        segment,
        frequency,
        recency_days,
        age_days,
        case
            when customers_in_period > 200000 then 14e0
            when customers_in_period > 20000 then 7e0
            else 1e0
        end as cell_days
    from summaries

),

middles as (

    select
        period,
        segment,
        frequency,
        floor(recency_days / cell_days) * cell_days + (cell_days - 1e0) / 2e0 as recency_days,
        floor(age_days / cell_days) * cell_days + (cell_days - 1e0) / 2e0 as age_days
    from placed

),

final as (

    select
        middles.period,
        model_groups.model_segment as segment,
        middles.frequency,
        count(*) as customers,
        middles.recency_days,
        middles.age_days
    from middles
    inner join model_groups on middles.period = model_groups.period and middles.segment = model_groups.segment
    group by
        middles.period,
        model_groups.model_segment,
        middles.frequency,
        middles.recency_days,
        middles.age_days

)

select * from final
