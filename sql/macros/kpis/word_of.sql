{# A word as the seeds write it, whatever the source's capitals, spaces and hyphens. #}
{% macro word_of(text) -%}
    replace(replace(lower(trim({{ text }})), ' ', '_'), '-', '_')
{%- endmacro %}
