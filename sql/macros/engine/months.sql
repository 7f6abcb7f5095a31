{% macro month_of(moment) -%}
    cast(date_trunc('month', {{ moment }}) as date)
{%- endmacro %}

{% macro quarter_of(day) -%}
    cast(date_trunc('quarter', {{ day }}) as date)
{%- endmacro %}

{% macro year_of(day) -%}
    cast(date_trunc('year', {{ day }}) as date)
{%- endmacro %}

{# A count of months, so that distances between months are plain subtraction on every engine. #}
{% macro month_index(day) -%}
    (year({{ day }}) * 12 + month({{ day }}) - 1)
{%- endmacro %}

{% macro add_months(day, months) -%}
    {{ adapter.dispatch('add_months')(day, months) }}
{%- endmacro %}

{% macro duckdb__add_months(day, months) -%}
    cast(({{ day }}) + to_months(cast({{ months }} as integer)) as date)
{%- endmacro %}

{% macro default__add_months(day, months) -%}
    date_add('month', {{ months }}, cast({{ day }} as date))
{%- endmacro %}
