{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_reached_months(5) }}"
) }}

with

months as (

    select
        int_complaint_months.*,
        {{ month_index('month') }} as place
    from {{ ref('int_complaint_months') }} as int_complaint_months
    where month >= ({{ first_reached_month(5, back=5) }})

),

assumptions as (

    select
        minimum_n,
        minimum_peers
    from {{ ref('int_assumptions') }}

),

-- A month stands out by itself where it lies more than one standard deviation above what was expected.
windows as (

    select
        kind,
        store_id,
        month,
        subject,
        {%- for sum, name in {
            'complaints': 'complaints',
            'cast(hits as double)': 'hits',
            'expected': 'expected',
            'case when hits > expected + sqrt(expected) then 1 else 0 end': 'months_above',
        }.items() %}
            sum({{ sum }}) over (
                partition by kind, subject, store_id order by place range between 5 preceding and current row
            ) as {{ name }},
        {%- endfor %}
        place
    from months

),

judged as (

    select
        windows.*,
        windows.hits - windows.expected as distance
    from windows
    cross join assumptions
    where
        windows.month in ({{ reached_months(5) }})
        and windows.complaints >= assumptions.minimum_n
        and windows.expected > 0e0

),

-- As if stores differed by chance alone, to begin with.
spreads_0 as (

    select distinct
        kind,
        month,
        subject,
        0e0 as spread
    from judged

),

spreads_1 as (

    {{ spread_of_counts('judged', 'spreads_0', ['kind', 'month', 'subject']) }}

),

spreads_2 as (

    {{ spread_of_counts('judged', 'spreads_1', ['kind', 'month', 'subject']) }}

),

spreads_3 as (

    {{ spread_of_counts('judged', 'spreads_2', ['kind', 'month', 'subject']) }}

),

-- Divided by its excess of variance a count has the variance of a Poisson count.
measured as (

    select
        judged.*,
        1e0 + spreads.spread * judged.expected as excess
    from judged
    cross join assumptions
    inner join spreads_3 as spreads on {{ same('judged', 'spreads', ['kind', 'month', 'subject']) }}
    where spreads.stores > assumptions.minimum_peers

),

tested as (

    select
        measured.*,
        case
            when distance > 0e0 then {{ poisson_tail('hits / excess', 'expected / excess') }}
            else 1e0
        end as p
    from measured

),

ranked as (

    select
        tested.*,
        {{ false_discovery_rank('p', ['kind', 'month'], ['subject', 'store_id']) }} as rank_of_p,
        count(*) over (partition by kind, month) as family_size
    from tested

),

adjusted as (

    select
        ranked.*,
        {{ adjusted_p('p', ['kind', 'month'], 'rank_of_p', 'family_size') }} as p_adjusted
    from ranked

),

-- Fewer than five about the subject, or about all others, would say too much of those who wrote them.
final as (

    select
        adjusted.kind,
        adjusted.store_id,
        adjusted.month,
        adjusted.subject,
        cast(adjusted.complaints as bigint) as n,
        {{ ratio('adjusted.hits', 'adjusted.complaints') }} as seen,
        {{ ratio('adjusted.expected', 'adjusted.complaints') }} as expected,
        {%- for bound, sign in {'low': '-', 'high': '+'}.items() %}
            {{ clamp(
                ratio(
                    'adjusted.expected ' ~ sign ~ ' ' ~ normal_975()
                    ~ ' * sqrt(adjusted.expected * adjusted.excess)', 'adjusted.complaints'
                ), '0e0', '1e0'
            ) }} as expected_{{ bound }},
        {%- endfor %}
        adjusted.p,
        adjusted.p_adjusted,
        adjusted.months_above,
        adjusted.p_adjusted <= 0.1e0
        and adjusted.months_above >= 3
        and adjusted.hits >= assumptions.minimum_n
        and (
            adjusted.complaints - adjusted.hits >= assumptions.minimum_n
            or adjusted.complaints = adjusted.hits
        ) as is_repeated
    from adjusted
    cross join assumptions

)

select * from final
