with

ledger as (

    select * from {{ ref('stg_landing__ledger') }}

),

final as (

    select distinct "extract"
    from ledger
    where _build = (select max(newest._build) from {{ ref('stg_landing__ledger') }} as newest)

)

select * from final
