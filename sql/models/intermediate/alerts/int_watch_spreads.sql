{{ config(materialized='table') }}

with

changes as (

    select * from {{ ref('int_watch_changes') }}

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

slopes as (

    select
        metric,
        month,
        coalesce(max(answer_variance), regr_slope(change * change, sampling), 0e0) as slope
    from usual
    group by metric, month

),

answers as (

    select
        metric,
        month,
        cast({{ at_least('slope', '0e0') }} as double) as answer_variance
    from slopes

),

first_pass as (

    select
        usual.metric,
        usual.month,
        answers.answer_variance,
        avg(usual.change) as centre,
        coalesce(var_samp(usual.change), 0e0) - answers.answer_variance * avg(usual.sampling) as spread
    from usual
    inner join answers on usual.metric = answers.metric and usual.month = answers.month
    group by usual.metric, usual.month, answers.answer_variance

),

weighed as (

    select
        changes.metric,
        changes.month,
        first_pass.centre,
        first_pass.answer_variance,
        first_pass.answer_variance * changes.sampling as sampling_variance,
        changes.change - first_pass.centre as distance,
        cast({{ at_least('first_pass.spread', '0e0') }} as double)
        + first_pass.answer_variance * changes.sampling as variance
    from changes
    inner join first_pass on changes.metric = first_pass.metric and changes.month = first_pass.month

),

sums as (

    select
        metric,
        month,
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
    group by metric, month, centre, answer_variance

),

final as (

    select
        metric,
        month,
        stores,
        answer_variance,
        centre + shift as centre,
        case
            when excess - 2e0 * shift * distances + shift * shift * weights > 0e0
                then {{ ratio('excess - 2e0 * shift * distances + shift * shift * weights', 'weights') }}
            else 0e0
        end as spread
    from sums

)

select * from final
