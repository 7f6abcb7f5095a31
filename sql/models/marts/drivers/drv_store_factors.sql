{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_reached_months(5) }}"
) }}

-- The views below look at reached months only.
-- depends_on: {{ ref('int_reached_months') }}

with

factors as (

    select * from {{ ref('int_numeric_factors') }}
    union all
    select * from {{ ref('int_categorical_factors') }}

),

-- A factor that is the same everywhere has no p: it cannot differ and is no part of the family.
ranked as (

    select
        factors.*,
        p is not null as is_tested,
        {{ false_discovery_rank('p', ['month', 'metric', 'p is null'], ['factor']) }} as place,
        count(p) over (partition by month, metric) as family_size
    from factors

),

adjusted as (

    select
        ranked.*,
        case
            when is_tested
                then {{ adjusted_p('p', ['month', 'metric', 'is_tested'], 'place', 'family_size') }}
        end as p_adjusted
    from ranked

),

final as (

    select
        month,
        metric,
        factor,
        kind,
        flagged_stores,
        other_stores,
        flagged_mean,
        other_mean,
        difference,
        difference_low,
        difference_high,
        flagged_beyond,
        effect_size,
        p,
        p_adjusted,
        coalesce(p_adjusted < 0.05e0, false) as differs
    from adjusted

)

select * from final
