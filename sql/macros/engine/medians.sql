{# The exact median of a group, nulls left out; null where nothing is left. Approximate quantiles differ by engine. #}
{% macro median_of(value) -%}
    {{ adapter.dispatch('median_of')(value) }}
{%- endmacro %}

{% macro duckdb__median_of(value) -%}
    median(cast({{ value }} as double))
{%- endmacro %}

{% macro default__median_of(value) -%}
    {%- set sorted = 'array_sort(array_agg(cast(' ~ value ~ ' as double)) filter (where ' ~ value ~ ' is not null))' -%}
    (
        ({{ sorted }}[(count({{ value }}) + 1) / 2] + {{ sorted }}[count({{ value }}) / 2 + 1]) / 2e0
    )
{%- endmacro %}
