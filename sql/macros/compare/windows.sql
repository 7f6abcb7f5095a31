{# Months compared in the warehouse: before the start, the last of those, and from the start on. #}
{% macro months_before() -%}12{%- endmacro %}
{% macro months_recent() -%}3{%- endmacro %}
{% macro months_after() -%}6{%- endmacro %}

{# Enough of each window to stand for it: two thirds, and something of the last months before. `windows` is the alias
   of a row of int_compare_windows. #}
{% macro has_enough_months(windows) -%}
    (
        months_before >= {{ least_months(windows ~ '.window_before') }}
        and recent_months >= 1
        and months_after >= {{ least_months(windows ~ '.window_after') }}
    )
{%- endmacro %}

{# Two thirds of a window, rounded up: 8 of 12, 4 of 6. #}
{% macro least_months(window) -%}
    cast(ceil(2e0 * {{ window }} / 3e0) as bigint)
{%- endmacro %}
