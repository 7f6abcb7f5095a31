{# What stores differ by beyond chance, from `counts` (distance, expected) by `keys`: variance = mean + spread × mean², as of
   a negative binomial, by the method of moments. Stores beyond three standard deviations, who would hide in it, are
   left out by the spread so far: taken several times from 0 on it grows to that of the others. #}
{% macro spread_of_counts(counts, so_far, keys) -%}
    select
        {% for key in keys %}{{ counts }}.{{ key }},
        {% endfor -%}
        count(*) as stores,
        {{ at_least('sum(distance * distance / expected - 1e0) / sum(expected)', '0e0') }} as spread
    from {{ counts }}
    inner join {{ so_far }}
        on {{ same(counts, so_far, keys) }}
    where
        {{ counts }}.distance * {{ counts }}.distance
        <= 9e0 * (1e0 + {{ counts }}.expected * (1e0 + {{ so_far }}.spread * {{ counts }}.expected))
    group by {{ counts }}.{{ keys | join(', ' ~ counts ~ '.') }}
{%- endmacro %}
