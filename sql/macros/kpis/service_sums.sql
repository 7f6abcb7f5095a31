{# Service cases in sums, for each cut: the company, and by each of some columns. #}
{% macro service_sums(cases, cuts) -%}
{%- for cut, keys in cuts.items() %}
select
    '{{ cut }}' as cut,
    {%- for name in ['store_id', 'channel', 'department', 'topic'] %}
    {{ name if name in keys else 'cast(null as varchar) as ' ~ name }},
    {%- endfor %}
    opened_month as month,
    count(*) as cases,
    cast(count(*) filter (where is_resolved) as bigint) as resolved,
    sum(resolution_hours) as resolution_hours_sum,
    count(first_reply_minutes) as replied,
    {{ median_of('first_reply_minutes') }} as first_reply_minutes_median,
    cast(count(*) filter (where reopened_count > 0) as bigint) as reopened,
    count(csat) as csat_responses,
    count(case when csat >= 4 then 1 end) as csat_satisfied,
    cast(sum(csat) as bigint) as csat_score_sum,
    cast(sum(csat * csat) as bigint) as csat_score_sumsq
from {{ cases }}
{% if keys %}where {{ keys | join(' is not null and ') }} is not null{% endif %}
group by {{ (keys + ['opened_month']) | join(', ') }}
{{ 'union all' if not loop.last }}
{%- endfor -%}
{%- endmacro %}
