with

summaries as (

    select * from {{ ref('int_purchase_summaries') }}

),

assumptions as (

    select model_minimum_customers from {{ ref('int_assumptions') }}

),

sizes as (

    select
        period,
        segment,
        count(*) as customers,
        sum(count(*)) over (partition by period) as customers_in_period
    from summaries
    group by period, segment

),

-- A group is fitted by itself where it is large enough; all together always are.
final as (

    select
        sizes.period,
        sizes.segment,
        sizes.segment as model_segment
    from sizes
    cross join assumptions
    where
        sizes.segment <> 'all'
        and sizes.customers >= assumptions.model_minimum_customers
        and sizes.customers < sizes.customers_in_period
    union all
    select
        period,
        segment,
        'all' as model_segment
    from sizes

)

select * from final
