{# The counts of answers that scores and their intervals are made of. #}
{% macro answer_counts() -%}
    {{ return([
        'nps_responses',
        'nps_promoters',
        'nps_detractors',
        'csat_responses',
        'csat_satisfied',
        'csat_score_sum',
        'csat_score_sumsq',
        'ces_responses',
        'ces_easy',
        'ces_score_sum',
        'ces_score_sumsq',
    ]) }}
{%- endmacro %}

{# The counts that add up over stores and months; whole numbers apart, because sums of them come back wider. #}
{% macro whole_counts() -%}
    {{ return(answer_counts() + [
        'review_count',
        'invitations',
        'invitations_answered',
        'service_cases',
        'orders',
        'visitors',
        'footfall_orders',
        'stockout_days',
        'queue_days',
        'assortment_sum',
        'assortment_days',
    ]) }}
{%- endmacro %}

{% macro amount_sums() -%}
    {{ return([
        'review_rating_sum',
        'sales',
        'units',
        'discount',
        'returned_units',
        'costed_sales',
        'cost',
        'margin',
        'sales_with_area',
        'floor_area_sqft',
        'stockout_rate_sum',
        'queue_seconds_sum',
        'staff_hours',
    ]) }}
{%- endmacro %}

{# The survey counts of a store and month, a row per metric, as one row with `answer_counts`; and, where the rows say by
   which period they are told, whether those of a metric are the month's own. #}
{% macro counts_side_by_side(surveys, told=false) -%}
select
    store_id,
    month,
    {%- for column in answer_counts() %}
    {%- set metric = column.split('_')[0] %}
    sum(case when metric = '{{ metric }}' then {{ survey_sum(column[metric | length + 1:]) }} else 0 end) as {{ column }}
    {{- ',' if not loop.last or told }}
    {%- endfor %}
    {%- for metric in ['nps', 'csat', 'ces'] if told %}
    coalesce(max(case when metric = '{{ metric }}' then told_by = 'month' end), false) as {{ metric }}_is_of_month
    {{- ',' if not loop.last }}
    {%- endfor %}
from {{ surveys }}
group by store_id, month
{%- endmacro %}

{# The sum of `int_store_month_surveys` that a count is made of. #}
{% macro survey_sum(count) -%}
    {{ return({
        'responses': 'responses',
        'promoters': 'favourable', 'satisfied': 'favourable', 'easy': 'favourable',
        'detractors': 'unfavourable',
        'score_sum': 'value_sum', 'score_sumsq': 'value_sumsq',
    }[count]) }}
{%- endmacro %}
