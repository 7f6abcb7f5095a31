with

months as (

    select * from {{ ref('int_compare_months') }}

),

gaps as (

    select
        months.*,
        value - unaffected_mean as gap,
        avg(case when months_from_start < 0 then value - unaffected_mean end) over (
            partition by action_id, metric
        ) as gap_before
    from months

),

final as (

    select
        action_id,
        store_id,
        metric,
        case metric
            when 'sales_per_sqft' then 'currency'
            when 'queue_seconds' then 'seconds'
            else 'points'
        end as unit,
        month,
        start_month,
        months_from_start,
        value,
        cast(n as bigint) as n,
        unaffected_mean,
        unaffected_stores,
        nearest_ten_mean,
        gap,
        gap - gap_before as gap_change
    from gaps

)

select * from final
