{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_touched_campaigns() }}"
) }}

-- depends_on: {{ ref('int_touched_campaigns') }}
with

populations as (

    select * from {{ ref('int_campaign_populations') }}

),

spend as (

    select * from {{ ref('int_campaign_spend') }}

),

-- Customers are compared with those of their kind: left or not, bought in the days before or not.
changes as (

    select
        populations.campaign_id,
        populations.is_contacted,
        populations.had_left,
        coalesce(spend.sales_before, 0) > 0 as had_bought,
        cast(coalesce(spend.sales_after - spend.sales_before, 0) as double) as change
    from populations
    left join spend
        on
            populations.campaign_id = spend.campaign_id
            and populations.customer_id = spend.customer_id

),

strata as (

    select
        campaign_id,
        had_left,
        had_bought,
        {%- for name, condition in [['contacted', 'is_contacted'], ['beside', 'not is_contacted']] %}
            count(*) filter (where {{ condition }}) as {{ name }},
            sum(case when {{ condition }} then change else 0e0 end) as {{ name }}_sum,
            sum(case when {{ condition }} then change * change else 0e0 end) as {{ name }}_sumsq,
        {%- endfor %}
        count(*) as customers
    from changes
    group by campaign_id, had_left, had_bought

),

compared as (

    select
        strata.*,
        {{ ratio('contacted_sum', 'contacted') }} - {{ ratio('beside_sum', 'beside') }} as mean_apart,
        {{ ratio(sample_variance('contacted', 'contacted_sum', 'contacted_sumsq'), 'contacted') }}
        + {{ ratio(sample_variance('beside', 'beside_sum', 'beside_sumsq'), 'beside') }} as variance
    from strata
    where
        contacted >= 2
        and beside >= 2

),

sums as (

    select
        campaign_id,
        sum(contacted) as contacted,
        sum(beside) as beside,
        sum(contacted * mean_apart) as incremental_sales,
        sqrt(sum(contacted * contacted * variance)) as standard_error
    from compared
    group by campaign_id

),

final as (

    select
        campaign_id,
        cast(contacted as bigint) as customers_compared,
        cast(beside as bigint) as customers_beside,
        incremental_sales,
        incremental_sales - 1.95996398454005e0 * standard_error as incremental_sales_low,
        incremental_sales + 1.95996398454005e0 * standard_error as incremental_sales_high
    from sums

)

select * from final
