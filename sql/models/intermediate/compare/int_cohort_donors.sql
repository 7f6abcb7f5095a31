with

donors as (

    select * from {{ ref('int_cohort_periods') }}
    where
        is_donor
        and change is not null

),

means as (

    select
        start_month,
        metric,
        count(*) as donors,
        avg(change) as mean_change
    from donors
    group by start_month, metric

),

residuals as (

    select
        donors.start_month,
        donors.metric,
        means.donors,
        means.mean_change,
        donors.sampling_variance,
        (donors.change - means.mean_change) * (donors.change - means.mean_change) as squared
    from donors
    inner join means on donors.start_month = means.start_month and donors.metric = means.metric

),

spread as (

    select
        start_month,
        metric,
        donors,
        mean_change,
        {{ ratio('sum(squared)', 'donors - 1') }} as mean_squared,
        {{ ratio('sum(squared)', 'donors - 1') }} - avg(sampling_variance) as excess
    from residuals
    group by start_month, metric, donors, mean_change

),

-- What stores change by beyond sampling error; never less than a tenth of what was seen.
final as (

    select
        start_month,
        metric,
        donors,
        mean_change,
        case when excess > 0.1e0 * mean_squared then excess else 0.1e0 * mean_squared end as change_variance
    from spread

)

select * from final
