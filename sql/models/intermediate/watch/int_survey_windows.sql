{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_reached_months(5) }}"
) }}

with

store_months as (

    select * from {{ ref('int_store_month_surveys') }}
    where
        store_id <> ''
        and month >= ({{ first_reached_month(5, back=5) }})

),

months as (

    select distinct
        metric,
        month
    from store_months
    where month in ({{ reached_months(5) }})

),

windows as (

    select
        lengths.window_months,
        steps.months_back
    from (values (1), (3), (6)) as lengths (window_months)
    inner join (values (0), (1), (2), (3), (4), (5)) as steps (months_back)
        on lengths.window_months > steps.months_back

),

-- Every month of a store counts in the windows that end up to five months later.
reaching as (

    select
        store_months.*,
        windows.window_months,
        {{ add_months('store_months.month', 'windows.months_back') }} as window_end
    from store_months
    cross join windows

),

final as (

    select
        reaching.store_id,
        months.month,
        reaching.metric,
        reaching.window_months,
        cast(sum(reaching.responses) as double) as responses,
        cast(sum(reaching.value_sum) as double) as value_sum,
        cast(sum(reaching.value_sumsq) as double) as value_sumsq
    from reaching
    inner join months on reaching.metric = months.metric and reaching.window_end = months.month
    group by reaching.store_id, months.month, reaching.metric, reaching.window_months

)

select * from final
