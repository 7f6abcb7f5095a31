with

surveys as (

    select * from {{ ref('int_store_month_surveys') }}

),

final as (

    {{ counts_side_by_side('surveys') }}

)

select * from final
