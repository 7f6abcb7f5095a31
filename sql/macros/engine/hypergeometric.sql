{# Gauss' 2F1(a, b; c; z) for 0 <= z < 1: its series, `terms` deep, from the innermost out:
   1 + ab/c · z (1 + (a+1)(b+1)/(c+1)/2 · z (1 + …)). `terms` is a number: DuckDB takes the columns of another row where
   lists differ in length. #}
{% macro hypergeometric(a, b, c, z, terms) -%}
    {{ adapter.dispatch('hypergeometric')(a, b, c, z, terms) }}
{%- endmacro %}

{% macro duckdb__hypergeometric(a, b, c, z, terms) -%}
    list_reduce(
        cast(range({{ terms }}, 0, -1) as double []),
        lambda total, i: 1e0 + total * ({{ a }} + i - 1e0) * ({{ b }} + i - 1e0) / ({{ c }} + i - 1e0) / i * {{ z }},
        1e0
    )
{%- endmacro %}

{% macro default__hypergeometric(a, b, c, z, terms) -%}
    reduce(
        sequence({{ terms }}, 1, -1),
        1e0,
        (total, i) -> 1e0 + total * ({{ a }} + i - 1e0) * ({{ b }} + i - 1e0) / ({{ c }} + i - 1e0) / i * {{ z }},
        total -> total
    )
{%- endmacro %}
