{{ config(materialized='table') }}

with

outcomes as (

    select
        store_id,
        quarters_back,
        metric,
        {{ ratio('sum(value_sum)', 'sum(responses)') }} as outcome,
        count(*) over (partition by metric) as store_quarters
    from {{ ref('int_score_months') }}
    group by store_id, quarters_back, metric
    having sum(responses) >= 10

),

factors as (

    select * from {{ ref('int_score_factors') }}

),

-- CSAT is not explained by the answers that it consists of.
paired as (

    select
        outcomes.*,
        factors.factor,
        factors.kind,
        factors.value
    from outcomes
    inner join factors
        on
            outcomes.store_id = factors.store_id
            and outcomes.quarters_back = factors.quarters_back
    where outcomes.metric <> 'csat' or factors.kind <> 'experience'

),

-- What all stores share in a quarter, such as a season, says nothing about what moves a store's score.
centred as (

    select
        paired.*,
        outcome - avg(outcome) over (partition by metric, factor, quarters_back) as outcome_centred,
        value - avg(value) over (partition by metric, factor, quarters_back) as value_centred
    from paired

),

measured as (

    select
        metric,
        factor,
        abs(corr(outcome_centred, value_centred)) as strength,
        {{ ratio('count(*)', 'max(store_quarters)') }} as coverage,
        var_samp(value_centred) as spread
    from centred
    group by metric, factor

),

-- The ten strongest of those that nearly all stores have: a score is regressed on every subset of them.
ranked as (

    select
        metric,
        factor,
        row_number() over (partition by metric order by strength desc, factor asc) as place
    from measured
    where
        coverage >= 0.8e0
        and spread > 1e-12

),

final as (

    select
        centred.metric,
        centred.store_id,
        centred.quarters_back,
        centred.outcome,
        centred.factor,
        centred.kind,
        centred.value
    from centred
    inner join ranked on centred.metric = ranked.metric and centred.factor = ranked.factor
    where ranked.place <= 10

)

select * from final
