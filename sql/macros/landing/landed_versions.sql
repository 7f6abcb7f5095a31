{# Every version of a row that landed, with the time of its landing: `_version` 1 is the newest. The ledger decides
   what counts: a file without an entry was only half landed. #}
{% macro landed_versions(table, extract, key) -%}
    select
        landed.*,
        ledger.landed_at as _landed_at,
        row_number() over (
            partition by {{ key | join(', ') }}
            order by ledger.landed_at desc, landed._file desc
        ) as _version
    from {{ table }} as landed
    inner join {{ ref('stg_landing__ledger') }} as ledger
        on
            landed._file = ledger.file_id
            and ledger.extract = '{{ extract }}'
{%- endmacro %}
