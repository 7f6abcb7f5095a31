{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_reached_months(5) }}"
) }}

with

windows as (

    select * from {{ ref('int_survey_windows') }}
    where month in ({{ reached_months(5) }})

),

assumptions as (

    select minimum_n from {{ ref('int_assumptions') }}

),

-- A single month only confirms a longer window, so there a store may have any number of answers.
means as (

    select
        windows.*,
        windows.value_sum / windows.responses as mean
    from windows
    cross join assumptions
    where windows.window_months = 1 or windows.responses >= assumptions.minimum_n

),

groups as (

    select
        metric,
        month,
        window_months,
        avg(mean) as centre,
        stddev_samp(mean) as deviation,
        {{ ratio(
            'sum(value_sumsq - value_sum * value_sum / responses)', 'sum(responses - 1)'
        ) }} as answer_variance
    from means
    group by metric, month, window_months

),

-- Stores beyond three standard deviations would hide themselves in the spread that they are held against.
first_pass as (

    select
        means.metric,
        means.month,
        means.window_months,
        avg(means.mean) as centre,
        coalesce(var_samp(means.mean), 0e0) - avg(groups.answer_variance / means.responses) as store_variance
    from means
    inner join groups
        on
            means.metric = groups.metric
            and means.month = groups.month
            and means.window_months = groups.window_months
    where
        groups.deviation is null
        or abs(means.mean - groups.centre) <= 3e0 * groups.deviation
    group by means.metric, means.month, means.window_months

),

-- Stores with few answers scatter most and say least; the second pass weighs each by its precision.
weighed as (

    select
        means.metric,
        means.month,
        means.window_months,
        first_pass.centre,
        groups.answer_variance,
        means.mean - first_pass.centre as distance,
        groups.answer_variance / means.responses as sampling_variance,
        case when first_pass.store_variance > 0e0 then first_pass.store_variance else 0e0 end
        + groups.answer_variance / means.responses as variance
    from means
    inner join groups
        on
            means.metric = groups.metric
            and means.month = groups.month
            and means.window_months = groups.window_months
    inner join first_pass
        on
            means.metric = first_pass.metric
            and means.month = first_pass.month
            and means.window_months = first_pass.window_months

),

sums as (

    select
        metric,
        month,
        window_months,
        centre,
        answer_variance,
        count(*) as stores,
        sum(distance / variance) / sum(1e0 / variance) as shift,
        sum(1e0 / (variance * variance)) as weights,
        sum(distance / (variance * variance)) as distances,
        sum((distance * distance - sampling_variance) / (variance * variance)) as excess
    from weighed
    where
        variance > 0e0
        and distance * distance <= 9e0 * variance
    group by metric, month, window_months, centre, answer_variance

),

final as (

    select
        metric,
        month,
        window_months,
        stores,
        answer_variance,
        centre + shift as peer_mean,
        case
            when excess - 2e0 * shift * distances + shift * shift * weights > 0e0
                then (excess - 2e0 * shift * distances + shift * shift * weights) / weights
            else 0e0
        end as store_variance
    from sums

)

select * from final
