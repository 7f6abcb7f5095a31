{{ config(materialized='incremental', incremental_strategy='append') }}

with

ledger as (

    select
        file_id,
        "extract",
        file,
        {{ ledger_time('landed_at') }} as landed_at,
        received,
        landed,
        quarantined,
        duplicates
    from {{ source('landing', 'ledger') }}

),

entries as (

    select
        ledger.*,
        row_number() over (partition by file_id, "extract" order by landed_at desc) as _entry
    from ledger

),

-- What earlier builds have taken in; the others are new to this one.
known as (

    {% if is_incremental() -%}
        select
            file_id,
            "extract",
            _build
        from {{ this }}
    {%- else -%}
        select
            file_id,
            "extract",
            0 as _build
        from ledger
        where false
    {%- endif %}

),

builds as (

    select coalesce(max(_build), 0) as builds from known

),

final as (

    select
        entries.file_id,
        entries."extract",
        entries.file,
        entries.landed_at,
        entries.received,
        entries.landed,
        entries.quarantined,
        entries.duplicates,
        builds.builds + 1 as _build
    from entries
    cross join builds
    left join known on entries.file_id = known.file_id and entries."extract" = known."extract"
    where
        entries._entry = 1
        and known.file_id is null

)

select * from final
