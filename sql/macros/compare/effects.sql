{# What is compared as logarithms is shown as shares: exp(x) − 1. #}
{% macro shown_change(change) -%}
    case when scale = 'log' then exp({{ change }}) - 1e0 else {{ change }} end
{%- endmacro %}

{# The first reason why a row is too thin to be read as evidence. #}
{% macro not_judged_reason() -%}
    case
        when months_before < {{ least_months('window_before') }} then {{ _fewer_months('window_before', 'before') }}
        when recent_months = 0
            then 'none of the last ' || cast(window_recent as varchar) || ' months before'
        when months_after < {{ least_months('window_after') }} then {{ _fewer_months('window_after', 'after') }}
        when scale = 'linear' and n_before < {{ least_answers() }} then 'fewer than {{ least_answers() }} answers before'
        when scale = 'linear' and n_after < {{ least_answers() }} then 'fewer than {{ least_answers() }} answers after'
        when donors < {{ least_donors() }} then 'fewer than {{ least_donors() }} stores to compare with'
        when standard_error is null then 'the path of the stores to compare with cannot be fitted'
    end
{%- endmacro %}

{% macro _fewer_months(window, side) -%}
    'fewer than ' || cast({{ least_months(window) }} as varchar) || ' of ' || cast({{ window }} as varchar)
    || ' months {{ side }}'
{%- endmacro %}

{% macro least_answers() -%}{{ var('compare_least_answers', 30) }}{%- endmacro %}
{% macro least_donors() -%}{{ var('compare_least_donors', 30) }}{%- endmacro %}

{# Below this many treated units, errors clustered by unit come out too small: they see each unit once. #}
{% macro least_clusters() -%}5{%- endmacro %}
