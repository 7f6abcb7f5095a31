{# A share as an arc, whose variance is 1 ÷ (4n + 2) whatever the share is (F. J. Anscombe 1948, "The transformation of
   Poisson, binomial and negative-binomial data", Biometrika 35), and an arc's share. #}
{% macro arc_of_share(hits, n) -%}
    asin(sqrt({{ clamp('((' ~ hits ~ ') + 0.375e0) / ((' ~ n ~ ') + 0.75e0)', '0e0', '1e0') }}))
{%- endmacro %}

{% macro share_of_arc(arc) -%}
    power(sin({{ clamp(arc, '0e0', 'pi() / 2e0') }}), 2e0)
{%- endmacro %}
