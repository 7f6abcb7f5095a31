{%- set operations = {
    'queue_seconds': ratio('sum(queue_seconds_sum)', 'sum(queue_days)'),
    'stockout_rate': ratio('sum(stockout_rate_sum)', 'sum(stockout_days)'),
    'assortment_size': ratio('sum(assortment_sum)', 'sum(assortment_days)'),
    'staff_hours_per_1000_visitors': ratio('1000 * sum(staff_hours)', 'sum(visitors)'),
    'discount_rate': ratio('sum(discount)', 'sum(sales + discount)'),
    'return_rate': ratio('sum(returned_units)', 'sum(units)'),
} -%}

with

newest as (

    select max(month) as last_month from {{ ref('int_store_month_surveys') }}

),

store_months as (

    select
        store_months.*,
        cast(floor(
            ({{ month_index('newest.last_month') }} - {{ month_index('store_months.month') }}) / 3e0
        ) as bigint) as quarters_back
    from {{ ref('int_store_months') }} as store_months
    cross join newest
    where
        store_months.store_id <> ''
        and {{ month_index('newest.last_month') }} - {{ month_index('store_months.month') }} between 0 and 11

),

operations as (

    select
        store_id,
        quarters_back,
        {%- for factor, expression in operations.items() %}
            {{ expression }} as {{ factor }},
        {%- endfor %}
        count(*) as months
    from store_months
    group by store_id, quarters_back

),

answers as (

    select
        answers.store_id,
        coalesce(answers.touchpoint, answers.department) as place,
        cast(floor(
            ({{ month_index('newest.last_month') }} - {{ month_index('answers.answered_month') }}) / 3e0
        ) as bigint) as quarters_back,
        answers.scored_value
    from {{ ref('fct_survey_answers') }} as answers
    cross join newest
    where
        answers.is_latest_in_month
        and answers.metric = 'csat'
        and answers.store_id is not null
        and coalesce(answers.touchpoint, answers.department) is not null
        and {{ month_index('newest.last_month') }} - {{ month_index('answers.answered_month') }} < 12

),

final as (

    {% for factor in operations -%}
        select
            store_id,
            quarters_back,
            '{{ factor }}' as factor,
            'operations' as kind,
            {{ factor }} as value
        from operations
        where {{ factor }} is not null
        union all
    {% endfor -%}
    select
        store_id,
        quarters_back,
        'csat at ' || place as factor,
        'experience' as kind,
        {{ ratio('sum(scored_value)', 'count(*)') }} as value
    from answers
    group by store_id, quarters_back, place
    having count(*) >= 5

)

select * from final
