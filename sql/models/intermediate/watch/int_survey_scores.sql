{{ config(materialized='table') }}

with

windows as (

    select * from {{ ref('int_survey_windows') }}

),

assumptions as (

    select minimum_n from {{ ref('int_assumptions') }}

),

-- A single month only confirms a longer window, so there a store may have any number of answers.
judged as (

    select
        windows.*,
        windows.value_sum / windows.responses as mean
    from windows
    cross join assumptions
    where windows.window_months = 1 or windows.responses >= assumptions.minimum_n

),

spread as (

    select
        metric,
        month,
        window_months,
        avg(mean) as centre,
        stddev_samp(mean) as deviation,
        {{ ratio('sum(value_sumsq - value_sum * value_sum / responses)', 'sum(responses - 1)') }} as answer_variance
    from judged
    group by metric, month, window_months

),

-- Stores beyond three standard deviations would hide themselves in the spread that they are held against.
peers as (

    select
        judged.metric,
        judged.month,
        judged.window_months,
        avg(judged.mean) as peer_mean,
        coalesce(var_samp(judged.mean), 0e0) - avg(spread.answer_variance / judged.responses) as store_variance
    from judged
    inner join spread
        on
            judged.metric = spread.metric
            and judged.month = spread.month
            and judged.window_months = spread.window_months
    where
        spread.deviation is null
        or abs(judged.mean - spread.centre) <= 3e0 * spread.deviation
    group by judged.metric, judged.month, judged.window_months

),

final as (

    select
        judged.store_id,
        judged.month,
        judged.metric,
        judged.window_months,
        cast(judged.responses as bigint) as responses,
        judged.mean,
        peers.peer_mean,
        (judged.mean - peers.peer_mean) / nullif(
            sqrt(
                case when peers.store_variance > 0e0 then peers.store_variance else 0e0 end
                + case when spread.answer_variance > 0e0 then spread.answer_variance else 0e0 end
                / judged.responses
            ),
            0e0
        ) as shrunken_z
    from judged
    inner join spread
        on
            judged.metric = spread.metric
            and judged.month = spread.month
            and judged.window_months = spread.window_months
    inner join peers
        on
            judged.metric = peers.metric
            and judged.month = peers.month
            and judged.window_months = peers.window_months

)

select * from final
