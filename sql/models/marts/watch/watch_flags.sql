with

low_stores as (

    select * from {{ ref('watch_low_stores') }}

),

store_months as (

    select
        store_id,
        month,
        metric,
        max(case flag when 'act' then 2 when 'watch' then 1 else 0 end) as strength,
        max(case when window_months = 6 then responses end) as responses,
        max(case when window_months = 6 then mean end) as mean,
        min(p_adjusted) as p_adjusted
    from low_stores
    group by store_id, month, metric

),

-- In an unbroken run of months the month's number less its place stays the same.
runs as (

    select
        store_id,
        month,
        metric,
        {{ month_index('month') }} - row_number() over (partition by store_id, metric order by month) as run
    from store_months
    where strength > 0

),

beginnings as (

    select
        store_id,
        month,
        metric,
        min(month) over (partition by store_id, metric, run) as since_month
    from runs

),

final as (

    select
        store_months.store_id,
        store_months.month,
        store_months.metric,
        case store_months.strength when 2 then 'act' when 1 then 'watch' else 'none' end as flag,
        beginnings.since_month,
        store_months.responses,
        store_months.mean,
        store_months.p_adjusted
    from store_months
    left join beginnings
        on
            store_months.store_id = beginnings.store_id
            and store_months.month = beginnings.month
            and store_months.metric = beginnings.metric

)

select * from final
