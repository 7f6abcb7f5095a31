{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_reached_months(16) }}"
) }}

with

changes as (

    select * from {{ ref('int_watch_changes') }}
    where month >= ({{ first_reached_month(16, back=2) }})

),

spreads as (

    select * from {{ ref('int_watch_spreads') }}

),

flags as (

    select * from {{ ref('watch_flags') }}

),

assumptions as (

    select
        minimum_n,
        minimum_peers
    from {{ ref('int_assumptions') }}

),

low_months as (

    select distinct
        store_id,
        month
    from flags
    where flag <> 'none'

),

measured as (

    select
        changes.*,
        spreads.stores,
        spreads.centre,
        sqrt(
            spreads.spread + coalesce(changes.answer_variance, spreads.order_variance) * changes.sampling
        ) as deviation
    from changes
    inner join spreads on changes.metric = spreads.metric and changes.month = spreads.month

),

-- A month confirms a change where it lies below by a standard deviation of the change by itself.
confirmed as (

    select
        measured.*,
        sum(case when month_change - centre < -deviation then 1 else 0 end) over (
            partition by metric, store_id order by place range between 2 preceding and current row
        ) as months_below
    from measured

),

-- A low store is told of by itself. Left in, it would let others pass that are found by chance: the rate of
-- false discoveries holds for all that are found together.
tested as (

    select
        confirmed.*,
        {{ normal_cdf('((confirmed.change - confirmed.centre) / confirmed.deviation)') }} as p,
        confirmed.recent_value - confirmed.unit * (confirmed.change - confirmed.centre) as expected
    from confirmed
    cross join assumptions
    left join low_months on confirmed.store_id = low_months.store_id and confirmed.month = low_months.month
    where
        low_months.store_id is null
        and confirmed.month in ({{ reached_months(16) }})
        and confirmed.stores > assumptions.minimum_peers
        and confirmed.recent_n >= assumptions.minimum_n
        and confirmed.deviation > 0e0

),

ranked as (

    select
        tested.*,
        {{ false_discovery_rank('p', ['month'], ['metric', 'store_id']) }} as rank_of_p,
        count(*) over (partition by month) as family_size
    from tested

),

adjusted as (

    select
        ranked.*,
        {{ adjusted_p('p', ['month'], 'rank_of_p', 'family_size') }} as p_adjusted
    from ranked

),

-- At 3 %: changes of scores are skewed, their p too small far out. What is meant is that of ten months
-- without any deterioration one has a warning, at most (docs/validation.md).
final as (

    select
        store_id,
        month,
        metric,
        case when scale = 'log' then exp(recent_mean) else recent_mean end as seen,
        {%- for name, value in {
            'expected': 'expected',
            'expected_low': 'expected - ' ~ normal_975() ~ ' * deviation * abs(unit)',
            'expected_high': 'expected + ' ~ normal_975() ~ ' * deviation * abs(unit)',
        }.items() %}
            case scale
                when 'log' then exp({{ value }})
                when 'share' then {{ share_of_arc(value) }}
                else {{ value }}
            end as {{ name }},
        {%- endfor %}
        cast(recent_n as bigint) as n,
        p,
        p_adjusted,
        months_below,
        p_adjusted <= 0.03e0 and months_below >= 2 as is_warned
    from adjusted

)

select * from final
