{{ config(materialized='table') }}

with

candidates as (

    select
        *,
        count(*) over (partition by metric, store_id, quarters_back) as factors
    from {{ ref('int_score_candidates') }}

),

wanted as (

    select
        metric,
        count(distinct factor) as factors
    from candidates
    group by metric

),

-- Stores and quarters with all factors, and the outcome as one more.
complete as (

    select
        candidates.metric,
        candidates.store_id,
        candidates.quarters_back,
        candidates.factor,
        candidates.value
    from candidates
    inner join wanted on candidates.metric = wanted.metric and candidates.factors = wanted.factors
    union all
    select
        candidates.metric,
        candidates.store_id,
        candidates.quarters_back,
        '' as factor,
        max(candidates.outcome) as value
    from candidates
    inner join wanted on candidates.metric = wanted.metric and candidates.factors = wanted.factors
    group by candidates.metric, candidates.store_id, candidates.quarters_back

),

centred as (

    select
        complete.*,
        value - avg(value) over (partition by metric, factor, quarters_back) as centred_value,
        dense_rank() over (partition by metric order by store_id) as store_number
    from complete

),

-- Twenty groups of whole stores, each left out in turn, say how sure the shares are, however much a store's
-- quarters are alike.
scaled as (

    select
        metric,
        store_id,
        quarters_back,
        factor,
        store_number - 20 * cast(floor(store_number / 20e0) as bigint) as fold,
        centred_value / nullif(stddev_samp(centred_value) over (partition by metric, factor), 0e0) as z
    from centred

),

final as (

    select
        firsts.metric,
        firsts.fold,
        firsts.factor,
        seconds.factor as other_factor,
        cast(count(*) as double) as n,
        sum(firsts.z) as total,
        sum(firsts.z * seconds.z) as product
    from scaled as firsts
    inner join scaled as seconds
        on
            firsts.metric = seconds.metric
            and firsts.store_id = seconds.store_id
            and firsts.quarters_back = seconds.quarters_back
    group by firsts.metric, firsts.fold, firsts.factor, seconds.factor

)

select * from final
