{# Cells of one area (company, states or stores) with `is_withheld`. A place is named by the columns `within`,
   which name the next larger one, and `place`.
   A cell over all departments is withheld with too few answers, or where its place is told by longer periods only
   (`int_told_periods`). A department with too few answers is withheld, and so is all below what is. Then `complement` looks
   at cells that sum up to one that is shown: along the departments of a place and across the places of a
   department, in turns, because each may add what the other must look at. What is exposed even then withholds
   the sum: a cell of the next larger area, which takes this one as its `parts`. #}
{% macro withheld_cells(area, within=[], place=[], parts=none) -%}
{%- set larger = ['period', 'starts_on', 'metric'] + within -%}
{%- set cut = larger + place -%}
with

cells as (

    select
        cells.*,
        assumptions.minimum_n
    from {{ ref('int_department_cells') }} as cells
    cross join {{ ref('int_assumptions') }} as assumptions
    where cells.area = '{{ area }}'

),

alls as (

    select
        cells.*,
        cells.responses < cells.minimum_n
        or coalesce(case cells.period
            when 'month' then told.told_by <> 'month'
            when 'quarter' then told.told_by = 'year'
        end, false) as is_withheld
    from cells
    left join {{ ref('int_told_periods') }} as told
        on
            cells.area = told.area
            {%- for name in within + place %}
            and cells.{{ name }} = told.{{ name }}
            {%- endfor %}
            and cells.metric = told.metric
            and {{ quarter_of('cells.starts_on') }} = told.quarter_start
    where cells.detail = 'all'

),

{% for detail, keys in [('department', ['department']), ('touchpoint', ['department', 'touchpoint'])] -%}
{% set above = 'departments' if detail == 'touchpoint' else 'alls' -%}
{{ detail }}s_0 as (

    select
        cells.*,
        {{ 'parts.metric is not null' if parts else 'true' }} as is_unknown_in_parts,
        false as is_in_touched_line,
        cells.responses < cells.minimum_n
        {{- ' or coalesce(parts.is_exposing, false)' if parts }}
        or {{ above }}.is_withheld as is_withheld
    from cells
    {%- if parts %}
    left join ({{ withheld_parts(parts, detail, cut + keys) }}) as parts
        on {{ same('cells', 'parts', cut + keys) }}
    {%- endif %}
    inner join {{ above }} on {{ same('cells', above, cut + keys[:-1]) }}
    where cells.detail = '{{ detail }}'

),

{% set along = complement(cut + keys[:-1], keys | last) -%}
{% set across = complement(larger + keys, place | join(', ')) -%}
{% for step in ([along, across, along, across, along] if place else [along]) -%}
{{ detail }}s{{ '_' ~ loop.index if not loop.last }} as (

    {{ step }}
    from {{ detail }}s_{{ loop.index0 }}

),

{% endfor -%}
{% endfor -%}
final as (

    {% for relation in ['departments', 'touchpoints', 'alls'] -%}
    select
        {{ cell_columns() }},
        {{ 'is_unknown_in_parts' if not loop.last else 'true as is_unknown_in_parts' }},
        is_withheld
    from {{ relation }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select * from final
{%- endmacro %}

{# A step for every cut, each area with each detail, of which each sums up a finer one: `answers` are the finest. Columns
   that a cut leaves out are null. #}
{% macro sums_by_cut(answers) -%}
{%- set sums = ['responses', 'favourable', 'unfavourable', 'value_sum', 'value_sumsq'] -%}
{%- for area, place, detail, topic, finer in cuts() %}
{{ area }}_{{ detail }} as (

    select
        period,
        starts_on,
        metric,
        '{{ area }}' as area,
        '{{ detail }}' as detail,
        {%- for name in ['country', 'state', 'store_id', 'department', 'touchpoint'] %}
        {{ name if name in place + topic else 'cast(null as varchar) as ' ~ name }},
        {%- endfor %}
        {%- for column in sums %}
        sum({{ column }}) as {{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ finer or answers }}
    group by {{ (['period', 'starts_on', 'metric'] + place + topic) | join(', ') }}

),
{% endfor -%}
{%- endmacro %}

{# Area, its columns, detail, its columns, and the cut that it sums up. #}
{% macro cuts() -%}
{%- set stores = ['country', 'state', 'store_id'] -%}
{%- set topics = ['department', 'touchpoint'] -%}
{%- do return([
    ('store', stores, 'touchpoint', topics, none),
    ('store', stores, 'department', topics[:1], 'store_touchpoint'),
    ('store', stores, 'all', [], 'store_department'),
    ('state', stores[:2], 'touchpoint', topics, 'store_touchpoint'),
    ('state', stores[:2], 'department', topics[:1], 'state_touchpoint'),
    ('state', stores[:2], 'all', [], 'state_department'),
    ('company', [], 'touchpoint', topics, 'state_touchpoint'),
    ('company', [], 'department', topics[:1], 'company_touchpoint'),
    ('company', [], 'all', [], 'company_department'),
]) -%}
{%- endmacro %}

{% macro cell_columns() -%}
period, starts_on, area, detail, country, state, store_id, department, touchpoint, metric,
responses, favourable, unfavourable, value_sum, value_sumsq, minimum_n
{%- endmacro %}

{# Where a cell of a line is withheld, others are too, until at least two cells with at least `minimum_n` answers
   together are: what the sum of the line then gives away is a large group. First those that cannot be summed
   up from their parts, because others hide little, then those in a line of the step before that has withheld cells anyway, then the smallest. #}
{% macro complement(line, name) -%}
{%- set siblings = 'partition by ' ~ line | join(', ') -%}
{%- set window -%}
    {{ siblings }}
    order by is_unknown_in_parts desc, is_withheld desc, is_in_touched_line desc, responses, {{ name }}
{%- endset -%}
select
    {{ cell_columns() }},
    is_unknown_in_parts,
    max(is_withheld) over ({{ siblings }}) as is_in_touched_line,
    is_withheld
    or (
        max(is_withheld) over ({{ siblings }})
        and (
            row_number() over ({{ window }}) <= 2
            or sum(responses) over ({{ window }} rows between unbounded preceding and 1 preceding) < minimum_n
        )
    ) as is_withheld
{%- endmacro %}

{# Sums that have withheld parts; they expose them where all others are shown but one, or but so few that they have
   too few answers together. #}
{% macro withheld_parts(parts, detail, keys) -%}
select
    parts.{{ keys | join(', parts.') }},
    count(*) = 1 or sum(responses) < max(minimum_n) as is_exposing
from {{ parts }} as parts
where parts.is_withheld and parts.is_unknown_in_parts and parts.detail = '{{ detail }}'
group by parts.{{ keys | join(', parts.') }}
{%- endmacro %}

{% macro same(one, other, keys) -%}
    {%- for key in keys %}{{ one }}.{{ key }} = {{ other }}.{{ key }}{{ '\n            and ' if not loop.last }}{% endfor -%}
{%- endmacro %}
