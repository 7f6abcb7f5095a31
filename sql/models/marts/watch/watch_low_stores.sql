{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_reached_months(5) }}"
) }}

with

scores as (

    select * from {{ ref('int_survey_scores') }}
    where month >= ({{ first_reached_month(5, back=2) }})

),

low_months as (

    select
        scores.store_id,
        scores.metric,
        {{ add_months('scores.month', 'steps.months_back') }} as seen_in
    from scores
    cross join (values (0), (1), (2)) as steps (months_back)
    where
        scores.window_months = 1
        and scores.shrunken_z < -1e0

),

persistence as (

    select
        store_id,
        metric,
        seen_in,
        count(*) as months_below
    from low_months
    group by store_id, metric, seen_in

),

tested as (

    select
        scores.*,
        {{ normal_cdf('shrunken_z') }} as p
    from scores
    where
        window_months in (3, 6)
        and month in ({{ reached_months(5) }})

),

ranked as (

    select
        tested.*,
        {{ false_discovery_rank('p', ['metric', 'month', 'window_months'], ['store_id']) }} as place,
        count(*) over (partition by metric, month, window_months) as family_size
    from tested
    where p is not null

),

adjusted as (

    select
        ranked.*,
        {{ adjusted_p('p', ['metric', 'month', 'window_months'], 'place', 'family_size') }} as p_adjusted
    from ranked

),

-- With nothing to hold a store against (one store, no spread) there is no p and no flag.
final as (

    select
        tested.store_id,
        tested.month,
        tested.metric,
        tested.window_months,
        tested.responses,
        tested.mean,
        tested.peer_mean,
        tested.shrunken_z,
        tested.p,
        adjusted.p_adjusted,
        coalesce(persistence.months_below, 0) as months_below,
        {{ low_store_flag('adjusted.p_adjusted', 'coalesce(persistence.months_below, 0)') }} as flag
    from tested
    left join adjusted
        on
            tested.store_id = adjusted.store_id
            and tested.month = adjusted.month
            and tested.metric = adjusted.metric
            and tested.window_months = adjusted.window_months
    left join persistence
        on
            tested.store_id = persistence.store_id
            and tested.month = persistence.seen_in
            and tested.metric = persistence.metric

)

select * from final
