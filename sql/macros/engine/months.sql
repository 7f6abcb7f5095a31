{% macro month_of(moment) -%}
    cast(date_trunc('month', {{ moment }}) as date)
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

{% macro trino__add_months(day, months) -%}
    date_add('month', {{ months }}, cast({{ day }} as date))
{%- endmacro %}

{# Whole numbers 0 … 1199 in a column `n`: a hundred years of months, without an engine's own generator. #}
{% macro whole_numbers() -%}
    select ones.d + 10 * tens.d + 100 * hundreds.d as n
    from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as ones (d)
    cross join (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as tens (d)
    cross join (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11)) as hundreds (d)
{%- endmacro %}
