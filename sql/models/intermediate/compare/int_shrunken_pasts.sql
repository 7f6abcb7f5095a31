{{ config(materialized='table') }}

with

levels as (

    select
        start_month,
        metric,
        store_id,
        is_fitted as is_donor,
        past_level,
        drift,
        y,
        level_variance,
        drift_variance,
        y_variance
    from {{ ref('int_cohort_periods') }}
    where
        past_level is not null
        and drift is not null
        and y is not null

),

donors as (

    select * from levels
    where is_donor

),

-- Variance between stores: what is seen less what sampling makes, never below a twentieth of what is seen.
first_pass as (

    select
        start_month,
        metric,
        coalesce(var_samp(past_level), 0e0) as level_seen,
        avg(drift * drift) as drift_seen,
        {{ at_least('var_samp(past_level) - avg(level_variance)', '0.05e0 * var_samp(past_level)') }}
            as level_spread,
        {{ at_least('avg(drift * drift - drift_variance)', '0.05e0 * avg(drift * drift)') }}
            as drift_spread
    from donors
    group by start_month, metric

),

-- The second pass weighs each store by what it tells.
weighed as (

    select
        donors.*,
        first_pass.level_seen,
        first_pass.drift_seen,
        1e0 / nullif(first_pass.level_spread + donors.level_variance, 0e0) as level_weight,
        1e0 / nullif(first_pass.drift_spread + donors.drift_variance, 0e0) as drift_weight
    from donors
    inner join first_pass
        on donors.start_month = first_pass.start_month and donors.metric = first_pass.metric

),

centred as (

    select
        weighed.*,
        sum(past_level * level_weight) over (partition by start_month, metric)
        / sum(level_weight) over (partition by start_month, metric) as centre
    from weighed

),

spreads as (

    select
        start_month,
        metric,
        centre,
        {{ at_least(
            'sum(((past_level - centre) * (past_level - centre) - level_variance) * level_weight * level_weight)'
            ~ ' / sum(level_weight * level_weight)',
            '0.05e0 * level_seen'
        ) }} as level_spread,
        {{ at_least(
            'sum((drift * drift - drift_variance) * drift_weight * drift_weight)'
            ~ ' / sum(drift_weight * drift_weight)',
            '0.05e0 * drift_seen'
        ) }} as drift_spread
    from centred
    group by start_month, metric, centre, level_seen, drift_seen

),

factors as (

    select
        levels.*,
        coalesce(spreads.centre, 0e0) as centre,
        coalesce({{ ratio('spreads.level_spread', 'spreads.level_spread + levels.level_variance') }}, 0e0)
            as level_factor,
        coalesce({{ ratio('spreads.drift_spread', 'spreads.drift_spread + levels.drift_variance') }}, 0e0)
            as drift_factor
    from levels
    inner join spreads on levels.start_month = spreads.start_month and levels.metric = spreads.metric

),

final as (

    select
        start_month,
        metric,
        store_id,
        is_donor,
        past_level,
        y,
        level_factor * (past_level - centre) as b,
        drift_factor * drift as d,
        y_variance + level_factor * level_variance as known_variance,
        drift_factor * drift_variance as drift_error
    from factors

)

select * from final
