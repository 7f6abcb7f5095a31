{# Days from one date to another; null where one is missing, or where they are not in this order. #}
{% macro days_in_status(entered_on, left_on) -%}
    case when {{ left_on }} >= {{ entered_on }} then {{ days_between(entered_on, left_on) }} end
{%- endmacro %}
