{# The parts of a text that semicolons, commas or bars separate, as an array to be unnested. #}
{% macro split_list(text) -%}
    {{ adapter.dispatch('split_list')(text) }}
{%- endmacro %}

{% macro duckdb__split_list(text) -%}
    string_split_regex({{ text }}, '[;,|]')
{%- endmacro %}

{% macro default__split_list(text) -%}
    regexp_split({{ text }}, '[;,|]')
{%- endmacro %}
