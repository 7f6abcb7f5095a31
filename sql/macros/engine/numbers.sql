{# Division as doubles, null where the denominator is 0: engines differ in 7/2, 1/0 and decimal scale. #}
{% macro ratio(numerator, denominator) -%}
    (cast({{ numerator }} as double) / nullif(cast({{ denominator }} as double), 0e0))
{%- endmacro %}

{# The value, or the bound that it lies beyond; null stays null (greatest and least differ there). #}
{% macro clamp(value, lowest, highest) -%}
    {{ adapter.dispatch('clamp')(value, lowest, highest) }}
{%- endmacro %}

{% macro duckdb__clamp(value, lowest, highest) -%}
    case when {{ value }} is not null then least(greatest({{ value }}, {{ lowest }}), {{ highest }}) end
{%- endmacro %}

{% macro default__clamp(value, lowest, highest) -%}
    least(greatest({{ value }}, {{ lowest }}), {{ highest }})
{%- endmacro %}

{# 1 + x/(a+1) · (1 + x/(a+2) · (1 + …)), `terms` deep: the series of the incomplete gamma function. #}
{% macro gamma_series(a, x, terms) -%}
    {{ adapter.dispatch('gamma_series')(a, x, terms) }}
{%- endmacro %}

{% macro duckdb__gamma_series(a, x, terms) -%}
    list_reduce(
        cast(range({{ terms }}, 0, -1) as double []),
        lambda total, i: 1e0 + total * ({{ x }}) / (({{ a }}) + i),
        1e0
    )
{%- endmacro %}

{% macro default__gamma_series(a, x, terms) -%}
    reduce(
        sequence({{ terms }}, 1, -1),
        1e0,
        (total, i) -> 1e0 + total * ({{ x }}) / (({{ a }}) + i),
        total -> total
    )
{%- endmacro %}

{# The value, or `lowest` where that is more; null where the value is null. #}
{% macro at_least(value, lowest) -%}
    case when ({{ value }}) < ({{ lowest }}) then ({{ lowest }}) else ({{ value }}) end
{%- endmacro %}
