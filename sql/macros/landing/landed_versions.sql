{# Every version of a row that landed, with the time of its landing: `_version` 1 is the newest. The ledger decides
   what counts: a file without an entry was only half landed. In a model that is kept from build to build: of the files
   that are new since. #}
{% macro landed_versions(table, extract, key) -%}
    select
        landed.*,
        ledger.landed_at as _landed_at,
        ledger._build,
        row_number() over (
            partition by {{ key | join(', ') }}
            order by ledger.landed_at desc, landed._file desc
        ) as _version
    from {{ table }} as landed
    inner join {{ ref('stg_landing__ledger') }} as ledger
        on
            landed._file = ledger.file_id
            -- Nothing that the condition above does not say: engines leave out the days of other files by it.
            and landed.landed_on = cast(ledger.landed_at as date)
            and ledger."extract" = '{{ extract }}'
    {% if is_incremental() -%}
        where ledger._build > (select coalesce(max(kept._build), 0) from {{ this }} as kept)
    {%- endif %}
{%- endmacro %}
