{%- set cuts = {'all': "'all'", 'purchases': 'frequency', 'cohort': 'cohort', 'loyalty_tier': 'segment'} %}

with

holdout as (

    select * from {{ ref('int_holdout_purchases') }}

),

assumptions as (

    select minimum_n from {{ ref('int_assumptions') }}

),

cuts as (

    {% for cut, expression in cuts.items() -%}
        select
            '{{ cut }}' as cut,
            {{ expression }} as part,
            calibrated_to,
            as_of,
            expected_purchases,
            holdout_purchases,
            holdout_purchases - expected_purchases as difference,
            expected_sales,
            holdout_sales
        from holdout
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

summed as (

    select
        cut,
        part,
        max(calibrated_to) as calibrated_to,
        max(as_of) as as_of,
        count(*) as customers,
        sum(expected_purchases) as expected_purchases,
        cast(sum(holdout_purchases) as bigint) as actual_purchases,
        sum(difference) as difference,
        sum(difference * difference) as difference_sumsq,
        sum(expected_sales) as expected_sales,
        sum(holdout_sales) as actual_sales
    from cuts
    group by cut, part

),

measured as (

    select
        summed.*,
        summed.customers
        * {{ mean_margin('summed.customers', 'summed.difference', 'summed.difference_sumsq') }} as margin
    from summed
    cross join assumptions
    where summed.customers >= assumptions.minimum_n

),

final as (

    select
        cut,
        part,
        calibrated_to,
        as_of,
        customers,
        expected_purchases,
        actual_purchases,
        difference,
        difference - margin as difference_low,
        difference + margin as difference_high,
        expected_sales,
        actual_sales
    from measured

)

select * from final
