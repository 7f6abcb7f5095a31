{{ config(materialized='table') }}

with

samples as (

    select
        did_sides.*,
        'all' as basis
    from {{ ref('did_sides') }} as did_sides
    union all
    select
        did_sides.*,
        'seen on both sides' as basis
    from {{ ref('did_sides') }} as did_sides
    where is_seen_on_both

),

-- How a cell's mean enters: after less before, and in the difference in differences less that of the donors.
signed as (

    select
        samples.*,
        'did' as estimator,
        case when is_treated = is_after then 1e0 else -1e0 end as sign
    from samples
    union all
    select
        samples.*,
        'naive' as estimator,
        case when is_after then 1e0 else -1e0 end as sign
    from samples
    where is_treated

),

cells as (

    select
        estimator,
        basis,
        start_month,
        metric,
        is_treated,
        is_after,
        sign,
        sum(total) / sum(weight) as mean,
        sum(weight) as weight,
        sum(periods) as periods
    from signed
    group by estimator, basis, start_month, metric, is_treated, is_after, sign

),

cohorts as (

    select
        estimator,
        basis,
        start_month,
        metric,
        sum(sign * mean) as estimate,
        sum(periods) as periods,
        count(*) as cells
    from cells
    group by estimator, basis, start_month, metric

),

sizes as (

    select
        basis,
        start_month,
        metric,
        count(distinct store_id) as treated
    from samples
    where is_treated
    group by basis, start_month, metric

),

-- Starts count by how many units they have; one that lacks a side, or donors, says nothing.
shares as (

    select
        cohorts.*,
        sizes.treated,
        sizes.treated / sum(cast(sizes.treated as double)) over (
            partition by cohorts.estimator, cohorts.basis, cohorts.metric
        ) as weight_share
    from cohorts
    inner join sizes
        on
            cohorts.basis = sizes.basis
            and cohorts.start_month = sizes.start_month
            and cohorts.metric = sizes.metric
    where cohorts.cells = case when cohorts.estimator = 'did' then 4 else 2 end

),

final as (

    select
        signed.estimator,
        signed.basis,
        signed.metric,
        signed.start_month,
        signed.store_id,
        signed.is_treated,
        shares.estimate,
        shares.weight_share,
        shares.periods,
        shares.cells,
        shares.treated,
        sum(signed.sign * (signed.total - signed.weight * cells.mean) / cells.weight) as influence
    from signed
    inner join cells
        on
            signed.estimator = cells.estimator
            and signed.basis = cells.basis
            and signed.start_month = cells.start_month
            and signed.metric = cells.metric
            and signed.is_treated = cells.is_treated
            and signed.is_after = cells.is_after
    inner join shares
        on
            signed.estimator = shares.estimator
            and signed.basis = shares.basis
            and signed.start_month = shares.start_month
            and signed.metric = shares.metric
    group by
        signed.estimator, signed.basis, signed.metric, signed.start_month, signed.store_id,
        signed.is_treated, shares.estimate, shares.weight_share, shares.periods, shares.cells, shares.treated

)

select * from final
