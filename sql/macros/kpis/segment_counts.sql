{# What is counted of a customer and month, and added up by segment: where it comes from, and the columns. #}
{% macro segment_counts() -%}
    {{ return({
        'flows': ['won', 'lost'],
        'bought': ['orders', 'sales'],
        'answered': answer_counts(),
    }) }}
{%- endmacro %}

{# The number of answers where a score may be shown, else null: at least `minimum_n`, and not the one cell from
   which, with the total, the only smaller one could be worked out. #}
{% macro shown_responses(n, total, tie) -%}
    case
        when {{ n }} < minimum_n then null
        when
            sum(case when {{ n }} between 1 and minimum_n - 1 then 1 else 0 end)
                over (partition by {{ total | join(', ') }}) = 1
            and row_number() over (
                partition by {{ total | join(', ') }}, {{ n }} >= minimum_n order by {{ n }}, {{ tie }}
            ) = 1
            then null
        else {{ n }}
    end
{%- endmacro %}

{# Scores and intervals of a row of segment counts; `nps_n`, `csat_n` and `ces_n` say what may be shown. #}
{% macro segment_scores() -%}
    {%- set nps = nps_score('nps_promoters', 'nps_detractors', 'nps_n') -%}
    {%- set margin = nps_margin('nps_promoters', 'nps_detractors', 'nps_n') -%}
    {{ nps }} as nps,
    {{ clamp('(' ~ nps ~ ' - ' ~ margin ~ ')', '-100e0', '100e0') }} as nps_low,
    {{ clamp('(' ~ nps ~ ' + ' ~ margin ~ ')', '-100e0', '100e0') }} as nps_high,
    nps_n,
    {{ ratio('csat_satisfied', 'csat_n') }} as csat_share,
    {{ wilson_low('csat_satisfied', 'csat_n') }} as csat_share_low,
    {{ wilson_high('csat_satisfied', 'csat_n') }} as csat_share_high,
    {%- for name, expression in mean_scores('csat', 'csat_n', 1, 5) + mean_scores('ces', 'ces_n', 1, 7) %}
    {{ expression }}{{ ' as ' ~ name if name != expression }}{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
