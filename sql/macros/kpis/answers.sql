{# The boundaries of the three survey metrics; everything that counts answers goes through here. #}
{% macro answer_class(metric, score) -%}
    case
        when {{ metric }} = 'nps' and {{ score }} >= 9 then 'promoter'
        when {{ metric }} = 'nps' and {{ score }} >= 7 then 'passive'
        when {{ metric }} = 'nps' then 'detractor'
        when {{ metric }} = 'csat' and {{ score }} >= 4 then 'satisfied'
        when {{ metric }} = 'csat' and {{ score }} = 3 then 'neutral'
        when {{ metric }} = 'csat' then 'dissatisfied'
        when {{ metric }} = 'ces' and {{ score }} >= 5 then 'easy'
        when {{ metric }} = 'ces' and {{ score }} = 4 then 'neutral'
        when {{ metric }} = 'ces' then 'hard'
    end
{%- endmacro %}

{# What is averaged: an NPS answer counts as −100, 0 or 100, so that the mean of many is the NPS. #}
{% macro scored_value(metric, score) -%}
    case
        when {{ metric }} <> 'nps' then {{ score }}
        when {{ score }} >= 9 then 100
        when {{ score }} >= 7 then 0
        else -100
    end
{%- endmacro %}
