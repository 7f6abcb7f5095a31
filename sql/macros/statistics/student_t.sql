{# P(T > |t|) for Student's t with `df` degrees of freedom, any real df >= 1. Integration by parts gives
   the tail at df as the tail at df + 12 plus six positive terms; at df + 12 G. W. Hill's normal
   approximation (1970, CACM algorithm 395) is good to 1e-7 of the value itself. #}
{% macro student_t_tail(t, df) -%}
    {%- set n = '(_df + 11.5e0)' -%}
    {%- set b = '(48e0 * ' ~ n ~ ' * ' ~ n ~ ')' -%}
    {%- set z -%}
        (
            (
                ((((-0.4e0 * _y - 3.3e0) * _y - 24e0) * _y - 85.5e0)
                / (0.8e0 * _y * _y + 100e0 + {{ b }}) + _y + 3e0) / {{ b }} + 1e0
            ) * sqrt(_y)
        )
    {%- endset -%}
    {%- set tail -%}
        (
            {{ let('_y', n ~ ' * -ln(_cos2)', let('_z', z, normal_tail('_z'))) }}
            + {{ student_t_density_constant('_df') }} / _df
            * sqrt(1e0 - _cos2) * power(_cos2, _df / 2e0)
            * (
                {%- for j in range(1, 6) %}1e0 + _cos2 * (_df + {{ 2 * j - 1 }}e0)
                / (_df + {{ 2 * j }}e0) * ({% endfor %}1e0{{ ')' * 5 }}
            )
        )
    {%- endset -%}
    {{ let('_df', df, let('_cos2', '_df / (_df + (' ~ t ~ ') * (' ~ t ~ '))', tail)) }}
{%- endmacro %}

{# Γ((df + 1)/2) ÷ (√π Γ(df/2)), from its asymptotic series at df + 12. #}
{% macro student_t_density_constant(df) -%}
    {%- set df = '(' ~ df ~ ')' -%}
    {%- set u = '(1e0 / (' ~ df ~ ' + 12e0))' -%}
    (
        sqrt(({{ df }} + 12e0) / (2e0 * pi()))
        * ({{ horner(u, ['1e0', '-0.25e0', '0.03125e0', '0.0390625e0', '-0.01025390625e0']) }})
        {%- for j in range(6) %} * ({{ df }} + {{ 2 * j }}e0) / ({{ df }} + {{ 2 * j + 1 }}e0){% endfor %}
    )
{%- endmacro %}

{# P(|T| > |t|): the two-sided p. #}
{% macro student_t_p(t, df) -%}
    (2e0 * {{ student_t_tail(t, df) }})
{%- endmacro %}

{# P(T <= t). #}
{% macro student_t_cdf(t, df) -%}
    case
        when ({{ t }}) > 0e0 then 1e0 - {{ student_t_tail(t, df) }}
        else {{ student_t_tail(t, df) }}
    end
{%- endmacro %}

{# The 97.5 % quantile, for 95 % intervals; df >= 1, null below. A rational function of 1/df fitted to the
   quantile (found by bisection on the incomplete beta function): error below 3e-7. #}
{% macro student_t_975(df) -%}
    {%- set u = '(1e0 / (' ~ df ~ '))' -%}
    case
        when ({{ df }}) >= 1e0
            then ({{ horner(u, [
                '1.95996398454005e0', '1.00431220335724e0', '0.388325073422338e0', '0.456184819909363e0', '-0.499992949829813e0', '-0.361057379582584e0',
            ]) }}) / ({{ horner(u, ['1e0', '-0.697943783778226e0', '-0.397389366506853e0', '0.416406490994501e0', '-0.0890815052076435e0']) }})
    end
{%- endmacro %}
