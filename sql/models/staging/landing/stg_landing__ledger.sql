with

ledger as (

    select * from {{ source('landing', 'ledger') }}

),

entries as (

    select
        ledger.*,
        row_number() over (partition by file_id, extract order by landed_at desc) as _entry
    from ledger

),

final as (

    select
        file_id,
        extract,
        file,
        landed_at,
        received,
        landed,
        quarantined,
        duplicates
    from entries
    where _entry = 1

)

select * from final
