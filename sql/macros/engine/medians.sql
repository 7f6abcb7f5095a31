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

{# An exact quantile of a group that has no nulls, between two values by proportion (type 7 of Hyndman and Fan 1996). #}
{% macro quantile_of(value, share) -%}
    {{ adapter.dispatch('quantile_of')(value, share) }}
{%- endmacro %}

{% macro duckdb__quantile_of(value, share) -%}
    quantile_cont(cast({{ value }} as double), {{ share }})
{%- endmacro %}

{% macro default__quantile_of(value, share) -%}
    {%- set sorted = 'array_sort(array_agg(cast(' ~ value ~ ' as double)))' -%}
    {%- set at = '(count(' ~ value ~ ') - 1) * ' ~ share ~ 'e0' -%}
    {%- set below = sorted ~ '[cast(floor(' ~ at ~ ') as integer) + 1]' -%}
    {%- set above = sorted ~ '[cast(ceiling(' ~ at ~ ') as integer) + 1]' -%}
    ({{ below }} + ({{ above }} - {{ below }}) * ({{ at }} - floor({{ at }})))
{%- endmacro %}
