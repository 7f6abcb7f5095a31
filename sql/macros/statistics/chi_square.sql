{# P(X > x) for chi-square with `df` degrees of freedom, any real df > 0: 1 − the series of the lower
   incomplete gamma function, P(a, y) = yᵃ e⁻ʸ ÷ Γ(a + 1) · (1 + y/(a+1) + y²/((a+1)(a+2)) + …). Absolute
   error below 1e-9 up to y = 300; beyond that p is 0 for every df below 300. #}
{% macro chi_square_tail(x, df) -%}
    {%- set a = '((' ~ df ~ ') / 2e0)' -%}
    {%- set y = '((' ~ x ~ ') / 2e0)' -%}
    case
        when {{ y }} <= 0e0 then 1e0
        when {{ y }} > 300e0 and ({{ df }}) < 300e0 then 0e0
        else {{ clamp(
            '(1e0 - exp(' ~ a ~ ' * ln(' ~ y ~ ') - ' ~ y ~ ' - ' ~ ln_gamma('(' ~ a ~ ' + 1e0)') ~ ') * '
            ~ gamma_series(a, y, 600) ~ ')', '0e0', '1e0'
        ) }}
    end
{%- endmacro %}

{# ln Γ(x) for x > 0: Stirling's series eight above x, and the recurrence down. #}
{% macro ln_gamma(x) -%}
    {%- set x = '(' ~ x ~ ')' -%}
    {%- set z = '(' ~ x ~ ' + 8e0)' -%}
    (
        ({{ z }} - 0.5e0) * ln({{ z }}) - {{ z }} + 0.918938533204673e0
        + (1e0 / 12e0 - (1e0 / 360e0 - (1e0 / 1260e0 - 1e0 / 1680e0 / ({{ z }} * {{ z }})) / ({{ z }} * {{ z }}))
        / ({{ z }} * {{ z }})) / {{ z }}
        - ln({{ x }}{% for i in range(1, 8) %} * ({{ x }} + {{ i }}e0){% endfor %})
    )
{%- endmacro %}
