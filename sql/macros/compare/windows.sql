{# Months compared, in months: before the start, the last of those, and from the start on. #}
{% macro months_before() -%}{{ var('compare_months_before', 12) }}{%- endmacro %}
{% macro months_recent() -%}{{ var('compare_months_recent', 3) }}{%- endmacro %}
{% macro months_after() -%}{{ var('compare_months_after', 6) }}{%- endmacro %}

{# Enough of each window to stand for it: two thirds, and something of the last months before. #}
{% macro has_enough_months() -%}
    (
        3 * months_before >= 2 * {{ months_before() }}
        and recent_months >= 1
        and 3 * months_after >= 2 * {{ months_after() }}
    )
{%- endmacro %}
