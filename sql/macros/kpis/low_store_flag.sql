{# Act at a false-discovery rate of 10 %, watch at 20 %, and only where two of the last three months were
   low by themselves: nobody acts on one bad month. #}
{% macro low_store_flag(p_adjusted, months_below) -%}
    case
        when {{ p_adjusted }} <= 0.1e0 and {{ months_below }} >= 2 then 'act'
        when {{ p_adjusted }} <= 0.2e0 and {{ months_below }} >= 2 then 'watch'
        else 'none'
    end
{%- endmacro %}
