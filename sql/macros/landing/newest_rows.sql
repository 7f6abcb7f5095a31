{# The ledger decides what counts: a file without an entry was only half landed. #}
{% macro newest_rows(table, extract, key) -%}
    select versions.*
    from (
        select
            landed.*,
            row_number() over (
                partition by {{ key | join(', ') }}
                order by ledger.landed_at desc, landed._file desc
            ) as _version
        from {{ table }} as landed
        inner join {{ ref('stg_landing__ledger') }} as ledger
            on
                landed._file = ledger.file_id
                and ledger.extract = '{{ extract }}'
    ) as versions
    where versions._version = 1
{%- endmacro %}
