{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_reached_months(14) }}"
) }}

with

changes as (

    select * from {{ ref('int_watch_changes') }}
    where month in ({{ reached_months(14) }})

),

all_stores as (

    select
        metric,
        month,
        avg(change) as centre,
        stddev_samp(change) as deviation
    from changes
    group by metric, month

),

-- As of scores (int_survey_peers): stores beyond three standard deviations would hide in the spread.
usual as (

    select changes.*
    from changes
    inner join all_stores on changes.metric = all_stores.metric and changes.month = all_stores.month
    where
        all_stores.deviation is null
        or abs(changes.change - all_stores.centre) <= 3e0 * all_stores.deviation

),

-- Squared changes of stores with few orders are larger by what one order varies by, times 1 ÷ orders.
slopes as (

    select
        metric,
        month,
        cast(case
            when count(answer_variance) = 0 and regr_slope(change * change, sampling) > 0e0
                then regr_slope(change * change, sampling)
            else 0e0
        end as double) as order_variance
    from usual
    group by metric, month

),

sampled as (

    select
        changes.*,
        slopes.order_variance,
        cast(coalesce(changes.answer_variance, slopes.order_variance) * changes.sampling as double)
            as sampling_variance
    from changes
    inner join slopes on changes.metric = slopes.metric and changes.month = slopes.month

),

first_pass as (

    select
        sampled.metric,
        sampled.month,
        avg(sampled.change) as centre,
        coalesce(var_samp(sampled.change), 0e0) - avg(sampled.sampling_variance) as spread
    from sampled
    inner join usual
        on
            sampled.metric = usual.metric
            and sampled.month = usual.month
            and sampled.store_id = usual.store_id
    group by sampled.metric, sampled.month

),

weighed as (

    select
        sampled.metric,
        sampled.month,
        sampled.order_variance,
        first_pass.centre,
        sampled.sampling_variance,
        sampled.change - first_pass.centre as distance,
        cast(
            {{ at_least('first_pass.spread', '0e0') }} + sampled.sampling_variance as double
        ) as variance
    from sampled
    inner join first_pass on sampled.metric = first_pass.metric and sampled.month = first_pass.month

),

-- What is left of a normal distribution within three standard deviations has 0.973 of its variance.
sums as (

    select
        metric,
        month,
        centre,
        order_variance,
        count(*) as stores,
        sum(distance / variance) / sum(1e0 / variance) as shift,
        sum(1e0 / (variance * variance)) as weights,
        sum(distance / (variance * variance)) as distances,
        sum((distance * distance / 0.973e0 - sampling_variance) / (variance * variance)) as excess
    from weighed
    where
        variance > 0e0
        and distance * distance <= 9e0 * variance
    group by metric, month, centre, order_variance

),

final as (

    select
        metric,
        month,
        stores,
        order_variance,
        centre + shift as centre,
        case
            when excess - 2e0 * shift * distances + shift * shift * weights > 0e0
                then {{ ratio('excess - 2e0 * shift * distances + shift * shift * weights', 'weights') }}
            else 0e0
        end as spread
    from sums

)

select * from final
