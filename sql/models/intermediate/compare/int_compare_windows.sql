with

starts as (

    select * from {{ ref('int_compared_starts') }}

),

final as (

    select distinct
        start_month,
        {{ months_before() }} as window_before,
        {{ months_recent() }} as window_recent,
        {{ months_after() }} as window_after
    from starts

)

select * from final
