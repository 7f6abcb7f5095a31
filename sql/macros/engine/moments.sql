{# A time to the microsecond, as every table keeps it. Athena reads landed files to the millisecond, and makes no
   Iceberg table of such a column. #}
{% macro moment(value) -%}
    {{ adapter.dispatch('moment')(value) }}
{%- endmacro %}

{% macro duckdb__moment(value) -%}
    cast({{ value }} as timestamp)
{%- endmacro %}

{% macro default__moment(value) -%}
    cast({{ value }} as timestamp(6))
{%- endmacro %}

{# A time of the ledger, which engines that read its files as they are see as text in ISO 8601. #}
{% macro ledger_time(value) -%}
    {{ adapter.dispatch('ledger_time')(value) }}
{%- endmacro %}

{% macro duckdb__ledger_time(value) -%}
    {{ value }}
{%- endmacro %}

{% macro default__ledger_time(value) -%}
    cast(from_iso8601_timestamp({{ value }}) at time zone 'UTC' as timestamp(6))
{%- endmacro %}
