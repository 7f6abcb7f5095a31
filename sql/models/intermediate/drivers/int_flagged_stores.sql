with

flags as (

    select * from {{ ref('watch_flags') }}
    where flag = 'act'

),

final as (

    select
        store_id,
        month,
        metric,
        count(*) over (partition by month, metric) as stores_flagged
    from flags

)

select * from final
