{# Whole numbers 0 … 1199 in a column `n`: a hundred years of months, without an engine's own generator. #}
{% macro whole_numbers() -%}
    select ones.d + 10 * tens.d + 100 * hundreds.d as n
    from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as ones (d)
    cross join (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as tens (d)
    cross join (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11)) as hundreds (d)
{%- endmacro %}
