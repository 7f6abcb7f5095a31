{% macro month_of(moment) -%}
    cast(date_trunc('month', {{ moment }}) as date)
{%- endmacro %}

{% macro quarter_of(day) -%}
    cast(date_trunc('quarter', {{ day }}) as date)
{%- endmacro %}

{% macro year_of(day) -%}
    cast(date_trunc('year', {{ day }}) as date)
{%- endmacro %}

{# First day of the month, quarter or year, as `period` says, in which a month lies. #}
{% macro period_start(period, month) -%}
    case {{ period }}
        when 'month' then {{ month }}
        when 'quarter' then {{ quarter_of(month) }}
        else {{ year_of(month) }}
    end
{%- endmacro %}

{# A count of months, so that distances between months are plain subtraction on every engine. #}
{% macro month_index(day) -%}
    (year({{ day }}) * 12 + month({{ day }}) - 1)
{%- endmacro %}

{% macro add_months(day, months) -%}
    {{ adapter.dispatch('add_months')(day, months) }}
{%- endmacro %}

{% macro duckdb__add_months(day, months) -%}
    cast(({{ day }}) + to_months(cast({{ months }} as integer)) as date)
{%- endmacro %}

{% macro default__add_months(day, months) -%}
    date_add('month', {{ months }}, cast({{ day }} as date))
{%- endmacro %}
