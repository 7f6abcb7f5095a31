with

summaries as (

    select
        period,
        segment,
        frequency,
        repeat_sales,
        {{ ratio('repeat_sales', 'frequency') }} as value
    from {{ ref('int_purchase_summaries') }}
    where
        frequency > 0
        and repeat_sales > 0

),

model_groups as (

    select * from {{ ref('int_purchase_groups') }}

),

-- Values within one part in a hundred are one cell; its sum is exact, its mean stands for its customers.
final as (

    select
        summaries.period,
        model_groups.model_segment as segment,
        summaries.frequency,
        count(*) as customers,
        sum(summaries.repeat_sales) as sales
    from summaries
    inner join model_groups
        on summaries.period = model_groups.period and summaries.segment = model_groups.segment
    group by
        summaries.period,
        model_groups.model_segment,
        summaries.frequency,
        floor(100e0 * ln(summaries.value))

)

select * from final
