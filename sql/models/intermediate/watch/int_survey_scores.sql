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

peers as (

    select * from {{ ref('int_survey_peers') }}

),

assumptions as (

    select minimum_n from {{ ref('int_assumptions') }}

),

final as (

    select
        windows.store_id,
        windows.month,
        windows.metric,
        windows.window_months,
        cast(windows.responses as bigint) as responses,
        windows.value_sum / windows.responses as mean,
        peers.peer_mean,
        (windows.value_sum / windows.responses - peers.peer_mean)
        / nullif(sqrt(peers.store_variance + peers.answer_variance / windows.responses), 0e0) as shrunken_z
    from windows
    cross join assumptions
    left join peers
        on
            windows.metric = peers.metric
            and windows.month = peers.month
            and windows.window_months = peers.window_months
    where windows.window_months = 1 or windows.responses >= assumptions.minimum_n

)

select * from final
