{# Sales are compared as logarithms and shown as shares: exp(x) − 1. #}
{% macro shown_change(change) -%}
    case when metric = 'sales_per_sqft' then exp({{ change }}) - 1e0 else {{ change }} end
{%- endmacro %}

{# The first reason why a row is too thin to be read as evidence. #}
{% macro not_judged_reason() -%}
    case
        when months_before < 8 then 'fewer than 8 of 12 months before'
        when recent_months = 0 then 'none of the last 3 months before'
        when months_after < 4 then 'fewer than 4 of 6 months after'
        when metric <> 'sales_per_sqft' and n_before < 30 then 'fewer than 30 answers before'
        when metric <> 'sales_per_sqft' and n_after < 30 then 'fewer than 30 answers after'
        when donors < 30 then 'fewer than 30 stores to compare with'
    end
{%- endmacro %}
