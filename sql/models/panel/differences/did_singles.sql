with

effects as (

    select * from {{ ref('did_effects') }}

),

estimates as (

    select * from {{ ref('int_effect_estimates') }}
    where effect is not null

),

sizes as (

    select
        metric,
        count(*) as treated
    from estimates
    group by metric

),

-- The treated part: what a unit changes by anyway, as often as there are units.
own as (

    select
        estimates.metric,
        sum(estimates.change_variance + estimates.sampling_variance)
        / (cast(max(sizes.treated) as double) * max(sizes.treated)) as variance
    from estimates
    inner join sizes on estimates.metric = sizes.metric
    group by estimates.metric

),

starts as (

    select
        estimates.start_month,
        estimates.metric,
        count(*) / cast(max(sizes.treated) as double) as weight_share
    from estimates
    inner join sizes on estimates.metric = sizes.metric
    group by estimates.start_month, estimates.metric

),

-- The donors' part: the same units stand against every start.
donor_influences as (

    select
        changes.metric,
        changes.store_id,
        sum(starts.weight_share * (changes.change - donors.mean_change) / donors.donors) as influence
    from {{ ref('int_cohort_periods') }} as changes
    inner join starts on changes.start_month = starts.start_month and changes.metric = starts.metric
    inner join {{ ref('int_cohort_donors') }} as donors
        on changes.start_month = donors.start_month and changes.metric = donors.metric
    where
        changes.is_donor
        and changes.change is not null
    group by changes.metric, changes.store_id

),

donor_parts as (

    select
        metric,
        count(*) - 1e0 as df,
        sum(influence * influence) * {{ ratio('count(*)', 'count(*) - 1') }} as variance
    from donor_influences
    group by metric

),

final as (

    select
        'did' as estimator,
        own.metric,
        sqrt(own.variance + donor_parts.variance) as single_error,
        case when donor_parts.df >= 1e0 then donor_parts.df end as single_df
    from own
    inner join donor_parts on own.metric = donor_parts.metric
    union all
    select
        'naive' as estimator,
        metric,
        sqrt(sum(naive_error * naive_error)) / count(*) as single_error,
        sum(naive_df) as single_df
    from effects
    where naive_error is not null
    group by metric

)

select * from final
