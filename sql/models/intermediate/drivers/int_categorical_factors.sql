with

tables as (

    select * from {{ ref('int_category_tables') }}

),

-- A scaled chi-square with that mean and variance stands in for the distribution over all shuffles.
fitted as (

    select
        tables.*,
        case when variance_shuffled > 1e-9 then variance_shuffled end as variance_fitted
    from tables

),

scaled as (

    select
        fitted.*,
        chi_square * 2e0 * mean_shuffled / variance_fitted as x,
        2e0 * mean_shuffled * mean_shuffled / variance_fitted as df,
        chi_square / n - (k - 1e0) / (n - 1e0) as phi2,
        k - (k - 1e0) * (k - 1e0) / (n - 1e0) - 1e0 as columns_corrected,
        1e0 - 1e0 / (n - 1e0) as rows_corrected
    from fitted

),

-- W. Bergsma (2013): Cramér's V without the bias that many small categories give it.
final as (

    select
        month,
        metric,
        factor,
        'categorical' as kind,
        cast(n1 as bigint) as flagged_stores,
        cast(n - n1 as bigint) as other_stores,
        cast(null as double) as flagged_mean,
        cast(null as double) as other_mean,
        cast(null as double) as difference,
        cast(null as double) as difference_low,
        cast(null as double) as difference_high,
        cast(null as bigint) as flagged_beyond,
        case
            when phi2 <= 0e0 then 0e0
            when columns_corrected < rows_corrected then sqrt(phi2 / columns_corrected)
            else sqrt(phi2 / rows_corrected)
        end as effect_size,
        {{ chi_square_tail('x', 'df') }} as p
    from scaled

)

select * from final
