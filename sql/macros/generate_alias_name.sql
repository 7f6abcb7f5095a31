{# Names of tables in lower case: Glue keeps them so, and dbt then takes one with capitals for another table. #}
{% macro generate_alias_name(custom_alias_name=none, node=none) -%}
    {{ (custom_alias_name or node.name) | trim | lower }}
{%- endmacro %}
