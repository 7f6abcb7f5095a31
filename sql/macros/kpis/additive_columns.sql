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
