{# Exact durations: date_diff counts boundaries on one engine and whole units on the other. #}
{% macro seconds_between(earlier, later) -%}
    {{ adapter.dispatch('seconds_between')(earlier, later) }}
{%- endmacro %}

{% macro duckdb__seconds_between(earlier, later) -%}
    (epoch({{ later }}) - epoch({{ earlier }}))
{%- endmacro %}

{% macro default__seconds_between(earlier, later) -%}
    (to_unixtime({{ later }}) - to_unixtime({{ earlier }}))
{%- endmacro %}

{# Whole days between two dates; both engines agree as long as both are dates. #}
{% macro days_between(earlier, later) -%}
    date_diff('day', cast({{ earlier }} as date), cast({{ later }} as date))
{%- endmacro %}

{% macro add_days(day, days) -%}
    {{ adapter.dispatch('add_days')(day, days) }}
{%- endmacro %}

{% macro duckdb__add_days(day, days) -%}
    (cast({{ day }} as date) + cast({{ days }} as integer))
{%- endmacro %}

{% macro default__add_days(day, days) -%}
    date_add('day', {{ days }}, cast({{ day }} as date))
{%- endmacro %}

{# Whole weeks in a count of days from 0. #}
{% macro whole_weeks(days) -%}
    cast(floor(({{ days }}) / 7e0) as bigint)
{%- endmacro %}
