{# What the rules of segments compare: columns of `int_customer_traits`. #}
{% macro number_measures() -%}
    {{ return([
        'age',
        'orders',
        'sales',
        'days_since_order',
        'days_since_first_order',
        'days_since_joined',
        'overdue',
        'has_left',
        'online_share',
        'recent_web_sessions',
        'recency_rank',
        'frequency_rank',
        'monetary_rank',
    ]) }}
{%- endmacro %}

{% macro word_measures() -%}
    {{ return(['gender', 'region', 'company_size', 'loyalty_tier', 'acquisition_channel']) }}
{%- endmacro %}

{# Several words in one column: the measure's name and the column. #}
{% macro list_measures() -%}
    {{ return([['interest', 'interests'], ['value', 'held_values']]) }}
{%- endmacro %}
