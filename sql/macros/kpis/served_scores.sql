{# Scores, intervals and ratios from the counts of one row, for any grain: the relation selected from holds
   the columns of `whole_counts` and `amount_sums`, and `minimum_n`. #}
{% macro served_scores() -%}
    {%- set scores = survey_scores() + [
        ['review_count', [
            ['review_rating_mean', ratio('review_rating_sum', 'review_count')],
            ['review_n', 'review_count'],
        ]],
        ['invitations', [
            ['response_rate', ratio('invitations_answered', 'invitations')],
            ['response_rate_low', wilson_low('invitations_answered', 'invitations')],
            ['response_rate_high', wilson_high('invitations_answered', 'invitations')],
            ['response_rate_n', 'invitations'],
        ]],
    ] -%}
    {{- scores_where_enough(scores) }}
    {{ ratio('sales_with_area', 'floor_area_sqft') }} as sales_per_sqft,
    {{ ratio('sales', 'orders') }} as average_order_value,
    {{ ratio('units', 'orders') }} as units_per_order,
    {{ ratio('margin', 'costed_sales') }} as gross_margin_rate,
    {{ ratio('returned_units', 'units') }} as return_rate,
    {{ ratio('footfall_orders', 'visitors') }} as footfall_conversion,
    {{ ratio('queue_seconds_sum', 'queue_days') }} as queue_seconds,
    {{ ratio('stockout_rate_sum', 'stockout_days') }} as stockout_rate,
    {{ ratio('assortment_sum', 'assortment_days') }} as assortment_size
{%- endmacro %}

{% macro mean_scores(metric, n, lowest, highest) -%}
    {%- set mean = ratio(metric ~ '_score_sum', n) -%}
    {%- set margin = mean_margin(n, metric ~ '_score_sum', metric ~ '_score_sumsq') -%}
    {{ return([
        [metric ~ '_mean', mean],
        [metric ~ '_mean_low', clamp('(' ~ mean ~ ' - ' ~ margin ~ ')', lowest ~ 'e0', highest ~ 'e0')],
        [metric ~ '_mean_high', clamp('(' ~ mean ~ ' + ' ~ margin ~ ')', lowest ~ 'e0', highest ~ 'e0')],
        [metric ~ '_n', n],
    ]) }}
{%- endmacro %}

{# The scores of the three survey metrics, as `scores_where_enough` takes them: a count, and what rests on it. #}
{% macro survey_scores() -%}
    {{ return([
        ['nps_responses', [
            ['nps', nps_score('nps_promoters', 'nps_detractors', 'nps_responses')],
            ['nps_low', clamp(
                '(' ~ nps_score('nps_promoters', 'nps_detractors', 'nps_responses') ~ ' - '
                ~ nps_margin('nps_promoters', 'nps_detractors', 'nps_responses') ~ ')', '-100e0', '100e0')],
            ['nps_high', clamp(
                '(' ~ nps_score('nps_promoters', 'nps_detractors', 'nps_responses') ~ ' + '
                ~ nps_margin('nps_promoters', 'nps_detractors', 'nps_responses') ~ ')', '-100e0', '100e0')],
            ['nps_n', 'nps_responses'],
        ]],
        ['csat_responses', [
            ['csat_share', ratio('csat_satisfied', 'csat_responses')],
            ['csat_share_low', wilson_low('csat_satisfied', 'csat_responses')],
            ['csat_share_high', wilson_high('csat_satisfied', 'csat_responses')],
        ] + mean_scores('csat', 'csat_responses', 1, 5)],
        ['ces_responses', [
            ['ces_easy_share', ratio('ces_easy', 'ces_responses')],
        ] + mean_scores('ces', 'ces_responses', 1, 7)],
    ]) }}
{%- endmacro %}

{% macro scores_where_enough(scores) -%}
    {%- for n, columns in scores -%}
        {%- for name, expression in columns %}
    case when {{ n }} >= minimum_n then {{ expression }} end as {{ name }},
        {%- endfor -%}
    {%- endfor %}
{%- endmacro %}

{# Shares with Wilson's interval, from their name, successes and trials. #}
{% macro share_columns(shares) -%}
    {%- for name, successes, n in shares %}
    {{ ratio(successes, n) }} as {{ name }},
    {{ wilson_low(successes, n) }} as {{ name }}_low,
    {{ wilson_high(successes, n) }} as {{ name }}_high,
    {%- endfor %}
{%- endmacro %}
