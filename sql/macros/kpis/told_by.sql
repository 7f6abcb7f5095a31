{# For the company, its states and their stores: each place's years and quarters, and whether they are told of in parts.
   `answers` are counts by store, metric and month; what is still going on is no part. Each area looks at the larger one
   before it. Columns that do not name a place are empty text. #}
{% macro told_areas(answers) -%}
{%- set areas = [
    ('company', none, [], []),
    ('state', 'company', ['country', 'state'], []),
    ('store', 'state', ['country', 'state', 'store_id'], ['country', 'state']),
] -%}
{%- for area, larger, place, within in areas %}
{{ area }}_years as (

    select
        {{ place_columns(place) }},
        answers.metric,
        answers.year_start,
        max(answers.minimum_n) as minimum_n,
        sum(answers.responses) as responses,
        {% for month in [1, 4, 7, 10] -%}
        coalesce(sum(case
            when month(answers.quarter_start) = {{ month }} and not answers.is_open_quarter then answers.responses
        end), 0) as part_{{ loop.index }},
        {% endfor -%}
        false as is_whole_anyway,
        {{ 'max(larger.is_whole)' if larger else 'false' }} as larger_is_whole
    from {{ answers }} as answers
    {% if larger -%}
    inner join {{ larger }}_years_told as larger
        on {{ same('answers', 'larger', within + ['metric', 'year_start']) }}
    {% endif -%}
    group by answers.{{ (place + ['metric', 'year_start']) | join(', answers.') }}

),

{{ area }}_years_told as (

    {{ told_whole(area ~ '_years', 4, within + ['metric', 'year_start']) }}

),

{{ area }}_quarters as (

    select
        {{ place_columns(place) }},
        answers.metric,
        answers.year_start,
        answers.quarter_start,
        max(answers.minimum_n) as minimum_n,
        sum(answers.responses) as responses,
        {% for months_on in range(3) -%}
        coalesce(sum(case
            when month(answers.month) - month(answers.quarter_start) = {{ months_on }} and not answers.is_open_month
                then answers.responses
        end), 0) as part_{{ loop.index }},
        {% endfor -%}
        max(years.is_whole) as is_whole_anyway,
        {{ 'max(larger.is_whole)' if larger else 'false' }} as larger_is_whole
    from {{ answers }} as answers
    inner join {{ area }}_years_told as years
        on {{ same('answers', 'years', place + ['metric', 'year_start']) }}
    {% if larger -%}
    inner join {{ larger }}_quarters_told as larger
        on {{ same('answers', 'larger', within + ['metric', 'quarter_start']) }}
    {% endif -%}
    group by answers.{{ (place + ['metric', 'year_start', 'quarter_start']) | join(', answers.') }}

),

{{ area }}_quarters_told as (

    {{ told_whole(area ~ '_quarters', 3, within + ['metric', 'quarter_start']) }}

),
{% endfor -%}
{%- endmacro %}

{% macro place_columns(place) -%}
{%- for name in ['country', 'state', 'store_id'] -%}
{{ 'answers.' ~ name if name in place else "''" }} as {{ name }}{{ ', ' if not loop.last }}
{%- endfor -%}
{%- endmacro %}

{# Of each place and year (or quarter), whether its quarters (or months) are told only together: `is_whole`.
   They are where one of them has too few answers: the whole less the others would be that one. Then further places of
   the same larger one are, too, the smallest first, until what the larger one leaves after all others is two places
   and, in every part, enough answers or none. Where the larger one is itself told only whole, to hide a third, some of its
   places are as well, with enough answers in every part that has them: else their sum would be the larger one.
   `wholes` holds the parts as part_1 …, and in `is_whole_anyway` what was decided already. #}
{% macro told_whole(wholes, parts, larger) -%}
{%- set line = 'partition by ' ~ larger | join(', ') -%}
{%- set before -%}
    {{ line }} order by is_thin desc, responses, store_id, state, country
    rows between unbounded preceding and 1 preceding
{%- endset -%}
select
    marked.*,
    is_thin
    or (
        (max(is_thin) over ({{ line }}) or larger_is_whole)
        and (
            count(*) over ({{ before }}) < 2
            {%- for part in range(1, parts + 1) %}
            or sum(part_{{ part }}) over ({{ before }}) between 1 and minimum_n - 1
            or (
                larger_is_whole
                and sum(part_{{ part }}) over ({{ before }}) < minimum_n
                and sum(part_{{ part }}) over ({{ before }}) < sum(part_{{ part }}) over ({{ line }})
            )
            {%- endfor %}
        )
    ) as is_whole
from (
    select
        wholes.*,
        is_whole_anyway
        {%- for part in range(1, parts + 1) %}
        or part_{{ part }} between 1 and minimum_n - 1
        {%- endfor %} as is_thin
    from {{ wholes }} as wholes
) as marked
{%- endmacro %}
