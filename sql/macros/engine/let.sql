{# `body` with `name` standing for `value`, which is worked out once: written out each time, nested formulas
   grow beyond what an engine compiles. Names begin with an underscore, so that they are no column's. #}
{% macro let(name, value, body) -%}
    {{ adapter.dispatch('let')(name, value, body) }}
{%- endmacro %}

{% macro duckdb__let(name, value, body) -%}
    list_transform([{{ value }}], lambda {{ name }}: {{ body }})[1]
{%- endmacro %}

{% macro default__let(name, value, body) -%}
    element_at(transform(array[{{ value }}], {{ name }} -> {{ body }}), 1)
{%- endmacro %}
