with

months as (

    select * from {{ ref('int_compare_months') }}

),

metrics as (

    select * from {{ ref('compared_metrics') }}

),

gaps as (

    select
        months.*,
        case when metrics.unit = 'share' then 'currency' else metrics.unit end as unit,
        months.value - months.unaffected_mean as gap,
        avg(case when months.months_from_start < 0 then months.value - months.unaffected_mean end) over (
            partition by months.action_id, months.metric
        ) as gap_before
    from months
    inner join metrics on months.metric = metrics.metric

),

final as (

    select
        action_id,
        store_id,
        metric,
        unit,
        month,
        start_month,
        months_from_start,
        value,
        cast(n as bigint) as n,
        expected_value,
        unaffected_mean,
        unaffected_stores,
        nearest_ten_mean,
        gap,
        gap - gap_before as gap_change
    from gaps

)

select * from final
