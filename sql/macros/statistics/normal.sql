{# P(Z > x). Rational approximation of J. F. Hart (1968, "Computer Approximations", 5666), relative
   error below 1e-12 for |x| < 7.07; beyond that a continued fraction, below 1e-7. #}
{% macro normal_tail(x) -%}
    {%- set a = 'abs(' ~ x ~ ')' -%}
    {%- set upper -%}
        exp(-{{ a }} * {{ a }} / 2e0) * case
            when {{ a }} < 7.07106781186547e0
                then ({{ horner(a, [
                    '220.206867912376e0', '221.213596169931e0', '112.079291497871e0', '33.912866078383e0',
                    '6.37396220353165e0', '0.700383064443688e0', '0.0352624965998911e0',
                ]) }}) / ({{ horner(a, [
                    '440.413735824752e0', '793.826512519948e0', '637.333633378831e0', '296.564248779674e0',
                    '86.7807322029461e0', '16.064177579207e0', '1.75566716318264e0', '0.0883883476483184e0',
                ]) }})
            else 1e0 / (
                {{ a }} + 1e0 / ({{ a }} + 2e0 / ({{ a }} + 3e0 / ({{ a }} + 4e0 / ({{ a }} + 0.65e0))))
            ) / 2.506628274631e0
        end
    {%- endset -%}
    case when ({{ x }}) > 0e0 then {{ upper }} else 1e0 - {{ upper }} end
{%- endmacro %}

{# P(Z <= x). #}
{% macro normal_cdf(x) -%}
    {{ normal_tail('(-(' ~ x ~ '))') }}
{%- endmacro %}

{# The x with P(Z <= x) = p, for 0 < p < 1. M. J. Wichura (1988), algorithm AS 241 (PPND7): relative
   error below 1e-6 and in practice near 1e-7. #}
{% macro normal_quantile(p) -%}
    {%- set p = '(' ~ p ~ ')' -%}
    {%- set q = '(' ~ p ~ ' - 0.5e0)' -%}
    {%- set r = '(0.180625e0 - ' ~ q ~ ' * ' ~ q ~ ')' -%}
    {%- set s = 'sqrt(-ln(case when ' ~ q ~ ' < 0e0 then ' ~ p ~ ' else 1e0 - ' ~ p ~ ' end))' -%}
    {%- set near = '(' ~ s ~ ' - 1.6e0)' -%}
    {%- set far = '(' ~ s ~ ' - 5e0)' -%}
    case
        when abs({{ q }}) <= 0.425e0
            then {{ q }} * ({{ horner(r, [
                '3.3871327179e0', '50.434271938e0', '159.29113202e0', '59.109374720e0',
            ]) }}) / ({{ horner(r, ['1e0', '17.895169469e0', '78.757757664e0', '67.187563600e0']) }})
        when {{ s }} <= 5e0
            then sign({{ q }}) * ({{ horner(near, [
                '1.4234372777e0', '2.7568153900e0', '1.3067284816e0', '0.17023821103e0',
            ]) }}) / ({{ horner(near, ['1e0', '0.73700164250e0', '0.12021132975e0']) }})
        else sign({{ q }}) * ({{ horner(far, [
            '6.6579051150e0', '3.0812263860e0', '0.42868294337e0', '0.017337203997e0',
        ]) }}) / ({{ horner(far, ['1e0', '0.24197894225e0', '0.012258202635e0']) }})
    end
{%- endmacro %}

{# c0 + x · (c1 + x · (c2 + …)) #}
{% macro horner(x, coefficients) -%}
    {%- for coefficient in coefficients -%}
        {{ coefficient }}{{ ' + ' ~ x ~ ' * (' if not loop.last }}
    {%- endfor -%}
    {{ ')' * (coefficients | length - 1) }}
{%- endmacro %}

{# The 97.5 % quantile. #}
{% macro normal_975() -%}1.95996398454005e0{%- endmacro %}
