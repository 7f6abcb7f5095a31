{{ config(materialized='table') }}

with

low_stores as (

    select * from {{ ref('watch_low_stores') }}
    where flag <> 'none'

),

early_warnings as (

    select * from {{ ref('int_early_warnings') }}
    where is_warned

),

repeated as (

    select * from {{ ref('int_repeated_complaints') }}
    where is_repeated

),

-- Of the two windows the one with the stronger flag, then the surer one, says what was seen.
strongest as (

    select
        low_stores.*,
        row_number() over (
            partition by store_id, metric, month order by flag, p_adjusted, window_months
        ) as place,
        abs((mean - peer_mean) / nullif(shrunken_z, 0e0)) as deviation
    from low_stores

),

final as (

    select
        'low_store' as kind,
        store_id,
        metric as subject,
        month,
        flag,
        mean as seen,
        peer_mean as expected,
        peer_mean - {{ normal_975() }} * deviation as expected_low,
        peer_mean + {{ normal_975() }} * deviation as expected_high,
        responses as n,
        p,
        p_adjusted
    from strongest
    where place = 1
    union all
    select
        'early_warning' as kind,
        store_id,
        metric as subject,
        month,
        'watch' as flag,
        seen,
        expected,
        expected_low,
        expected_high,
        n,
        p,
        p_adjusted
    from early_warnings
    union all
    select
        kind,
        store_id,
        subject,
        month,
        'watch' as flag,
        seen,
        expected,
        expected_low,
        expected_high,
        n,
        p,
        p_adjusted
    from repeated

)

select * from final
