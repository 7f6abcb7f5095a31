with

influences as (

    select * from {{ ref('did_influences') }}

),

units as (

    select
        estimator,
        basis,
        metric,
        store_id,
        max(case when is_treated then 1 else 0 end) as is_treated,
        sum(weight_share * influence) as influence
    from influences
    group by estimator, basis, metric, store_id

),

clusters as (

    select
        estimator,
        basis,
        metric,
        count(*) as units,
        sum(is_treated) as treated,
        sum(influence * influence) as squares
    from units
    group by estimator, basis, metric

),

cohorts as (

    select distinct
        estimator,
        basis,
        metric,
        start_month,
        estimate,
        weight_share,
        periods,
        cells
    from influences

),

estimates as (

    select
        estimator,
        basis,
        metric,
        sum(weight_share * estimate) as estimate,
        sum(cast(periods as double)) as periods,
        sum(cells) as coefficients
    from cohorts
    group by estimator, basis, metric

),

-- Small-basis factor of a regression on the cells with errors clustered by unit.
clustered as (

    select
        estimates.estimator,
        estimates.basis,
        estimates.metric,
        estimates.estimate,
        clusters.units,
        clusters.treated,
        sqrt(
            clusters.squares * {{ ratio('clusters.units', 'clusters.units - 1') }}
            * {{ ratio('estimates.periods - 1e0', 'estimates.periods - estimates.coefficients') }}
        ) as clustered_error,
        case when clusters.units > 1 then clusters.units - 1e0 end as clustered_df
    from estimates
    inner join clusters
        on
            estimates.estimator = clusters.estimator
            and estimates.basis = clusters.basis
            and estimates.metric = clusters.metric

),

single as (

    select * from {{ ref('did_singles') }}

),

chosen as (

    select
        clustered.*,
        single.single_error,
        single.single_df,
        clustered.treated >= {{ least_clusters() }} and clustered.clustered_error is not null as is_clustered
    from clustered
    left join single on clustered.estimator = single.estimator and clustered.metric = single.metric

),

errors as (

    select
        chosen.*,
        case when is_clustered then clustered_error else single_error end as standard_error,
        case when is_clustered then clustered_df else single_df end as df
    from chosen

),

final as (

    select
        estimator,
        basis,
        metric,
        units,
        treated,
        estimate,
        standard_error,
        df,
        clustered_error,
        case
            when standard_error is null then null
            when is_clustered then 'clustered by unit'
            when estimator = 'did' then 'scatter of the units without a start'
            else 'scatter of the periods'
        end as interval_from,
        {{ student_t_975('df') }} * standard_error as margin,
        {{ student_t_p('estimate / nullif(standard_error, 0e0)', 'df') }} as p
    from errors

)

select * from final
