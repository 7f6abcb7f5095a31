-- What a shown sum leaves after its shown parts: nothing, or two cells and more with enough answers together.
-- Parts whose own parts are all shown are as good as shown.
{%- set state = ['country', 'state'] %}
{%- set store = state + ['store_id'] %}
{%- set lines = [
    ['company', 'department', 'company', 'all', []],
    ['company', 'touchpoint', 'company', 'department', ['department']],
    ['state', 'department', 'state', 'all', state],
    ['state', 'touchpoint', 'state', 'department', state + ['department']],
    ['store', 'department', 'store', 'all', store],
    ['store', 'touchpoint', 'store', 'department', store + ['department']],
    ['state', 'department', 'company', 'department', ['department']],
    ['state', 'touchpoint', 'company', 'touchpoint', ['department', 'touchpoint']],
    ['store', 'department', 'state', 'department', state + ['department']],
    ['store', 'touchpoint', 'state', 'touchpoint', state + ['department', 'touchpoint']],
] %}
with

cells as (

    {% for area in ['company', 'states', 'stores'] -%}
        select * from {{ ref('int_withheld_' ~ area) }}
        {{ 'union all' if not loop.last }}
    {% endfor %}

),

remainders as (

    {% for area, detail, sum_area, sum_detail, keys in lines -%}
        {%- set keys = ['period', 'starts_on', 'metric'] + keys -%}
        {%- set inner = ' and parts.is_unknown_in_parts' if area != sum_area else '' -%}
        {%- set left = 'parts.is_withheld' ~ inner -%}
        select
            '{{ area }} {{ detail }} of {{ sum_area }} {{ sum_detail }}' as line_summed,
            parts.period,
            parts.starts_on,
            parts.metric,
            count(*) as cells,
            count(*) filter (where parts.is_withheld) as withheld_cells,
            sum(case when {{ left }} then parts.responses end) as withheld_responses,
            max(parts.minimum_n) as minimum_n
        from cells as parts
        inner join cells as sums
            on {{ same('parts', 'sums', keys) }}
        where
            parts.area = '{{ area }}'
            and parts.detail = '{{ detail }}'
            and sums.area = '{{ sum_area }}'
            and sums.detail = '{{ sum_detail }}'
            and not sums.is_withheld
        group by parts.{{ keys | join(', parts.') }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
)

select * from remainders
where withheld_responses < minimum_n or (withheld_cells = 1 and cells > 1)
