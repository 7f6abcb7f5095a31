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
-- and a cell's means stand for its customers.
placed as (

    select
        period,
        segment,
        frequency,
        recency_days,
        age_days,
        case when customers_in_period > 20000 then 7e0 else 1e0 end as cell_days
    from summaries

),

final as (

    select
        placed.period,
        model_groups.model_segment as segment,
        placed.frequency,
        count(*) as customers,
        cast(sum(placed.recency_days) as bigint) as recency_days,
        cast(sum(placed.age_days) as bigint) as age_days
    from placed
    inner join model_groups on placed.period = model_groups.period and placed.segment = model_groups.segment
    group by
        placed.period,
        model_groups.model_segment,
        placed.frequency,
        floor(placed.recency_days / placed.cell_days),
        floor(placed.age_days / placed.cell_days)

)

select * from final
