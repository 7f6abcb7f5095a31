{# Rows of a landed table, of each key the version of the latest landing. #}
{% macro newest_rows(table, extract, key) -%}
    select versions.*
    from (
        {{ landed_versions(table, extract, key) }}
    ) as versions
    where versions._version = 1
{%- endmacro %}
