{# Benjamini & Hochberg (1995) in two windows. `false_discovery_rank` numbers the p values of a family;
   `adjusted_p` then takes, from the largest p downwards, the smallest p · family ÷ rank so far. Rows with
   a null p must be left out before. `tie` makes the rank of equal p values certain. #}
{% macro false_discovery_rank(p, family, tie) -%}
    row_number() over (partition by {{ family | join(', ') }} order by {{ p }}, {{ tie | join(', ') }})
{%- endmacro %}

{% macro adjusted_p(p, family, rank, size) -%}
    min({{ clamp(p ~ ' * ' ~ ratio(size, rank), '0e0', '1e0') }}) over (
        partition by {{ family | join(', ') }}
        order by {{ rank }} desc
        rows between unbounded preceding and current row
    )
{%- endmacro %}
