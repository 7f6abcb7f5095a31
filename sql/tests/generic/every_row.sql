{# What holds for every row of a model, in one query: a failure is a row, and what it breaks stands before it. An
   expression that is unknown because of a null holds. #}
{% test every_row(model, never_null=[], accepted_values={}, expressions=[]) %}

{%- set claims = [] %}
{%- for column in never_null %}
    {%- do claims.append(column ~ ' is not null') %}
{%- endfor %}
{%- for column, values in accepted_values.items() %}
    {%- set literals = [] %}
    {%- for value in values %}
        {%- do literals.append(value if value is number else "'" ~ value ~ "'") %}
    {%- endfor %}
    {%- do claims.append(column ~ ' in (' ~ literals | join(', ') ~ ')') %}
{%- endfor %}

select
    concat_ws(
        '; '
        {%- for claim in claims + expressions %},
        case when not ({{ claim }}) then '{{ claim | replace("'", "''") }}' end
        {%- endfor %}
    ) as broken,
    *
from {{ model }}
where
    {% for claim in claims + expressions -%}
        {{ 'or ' if not loop.first }}not ({{ claim }})
    {% endfor %}

{% endtest %}
