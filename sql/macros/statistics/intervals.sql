{# 95 % intervals. `successes`, `n` and so on are names of columns; n may be 0 (the bounds are null). #}

{# E. B. Wilson (1927). Null where there are more successes than trials. #}
{% macro wilson_low(successes, n) -%}
    {{ _wilson(successes, n, '-') }}
{%- endmacro %}

{% macro wilson_high(successes, n) -%}
    {{ _wilson(successes, n, '+') }}
{%- endmacro %}

{% macro _wilson(successes, n, side) -%}
    {%- set n = '(' ~ n ~ ')' -%}
    {%- set p = ratio(successes, n) -%}
    {%- set z2 = '3.84145882069412e0' -%}
    case
        {# The ends are exact; the formula would miss them by a rounding error. #}
        when {{ n }} > 0 and ({{ successes }}) = {{ '0' if side == '-' else n }} then {{ '0e0' if side == '-' else '1e0' }}
        when ({{ successes }}) <= {{ n }} and {{ n }} > 0
            then {{ clamp(
                '((' ~ p ~ ' + ' ~ z2 ~ ' / (2e0 * ' ~ n ~ ') ' ~ side ~ ' 1.95996398454005e0 * sqrt('
                ~ p ~ ' * (1e0 - ' ~ p ~ ') / ' ~ n ~ ' + ' ~ z2 ~ ' / (4e0 * ' ~ n ~ ' * ' ~ n ~ '))) / (1e0 + '
                ~ z2 ~ ' / ' ~ n ~ '))', '0e0', '1e0'
            ) }}
    end
{%- endmacro %}

{# Net Promoter Score in points, and its normal interval with variance (p + d − (p − d)²) ÷ n. #}
{% macro nps_score(promoters, detractors, n) -%}
    (100e0 * {{ ratio('(' ~ promoters ~ ') - (' ~ detractors ~ ')', n) }})
{%- endmacro %}

{% macro nps_margin(promoters, detractors, n) -%}
    {%- set net = ratio('(' ~ promoters ~ ') - (' ~ detractors ~ ')', n) -%}
    (195.996398454005e0 * sqrt(
        ({{ ratio('(' ~ promoters ~ ') + (' ~ detractors ~ ')', n) }} - {{ net }} * {{ net }}) / nullif(cast({{ n }} as double), 0e0)
    ))
{%- endmacro %}

{# Variance of single values about their mean, from sums; null below two values, never below 0. #}
{% macro sample_variance(n, total, total_squares) -%}
    {%- set v = ratio('(' ~ total_squares ~ ') - ' ~ ratio('(' ~ total ~ ') * (' ~ total ~ ')', n), '(' ~ n ~ ') - 1') -%}
    case when {{ v }} < 0e0 then 0e0 else {{ v }} end
{%- endmacro %}

{# Half the width of Student's interval of a mean, from sums. #}
{% macro mean_margin(n, total, total_squares) -%}
    ({{ student_t_975('(' ~ n ~ ') - 1e0') }} * sqrt(
        ({{ sample_variance(n, total, total_squares) }}) / nullif(cast({{ n }} as double), 0e0)
    ))
{%- endmacro %}
