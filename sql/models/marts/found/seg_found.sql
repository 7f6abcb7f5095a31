with

comparisons as (

    select * from {{ ref('int_found_comparisons') }}

),

conditions as (

    select * from {{ ref('int_found_conditions') }}

),

-- A segment of two conditions must differ from the rest of each of them, too: its p is the largest of three.
together as (

    select
        metric,
        first_condition,
        second_condition,
        max(p) as p,
        count(p) as comparisons,
        count(*) as comparisons_wanted
    from comparisons
    group by metric, first_condition, second_condition

),

ranked as (

    select
        together.*,
        {{ false_discovery_rank('p', ['metric'], ['first_condition', 'second_condition']) }} as place,
        count(*) over (partition by metric) as family_size
    from together
    where comparisons = comparisons_wanted

),

adjusted as (

    select
        ranked.*,
        {{ adjusted_p('p', ['metric'], 'place', 'family_size') }} as p_adjusted
    from ranked

),

final as (

    select
        adjusted.metric,
        firsts.kind,
        firsts.segment,
        coalesce(seconds.kind, '') as other_kind,
        coalesce(seconds.segment, '') as other_segment,
        cast(against_rest.n as bigint) as customers,
        against_rest.mean,
        cast(against_rest.other_n as bigint) as rest_customers,
        against_rest.other_mean as rest_mean,
        against_rest.difference,
        against_rest.difference - against_rest.margin as difference_low,
        against_rest.difference + against_rest.margin as difference_high,
        adjusted.p,
        adjusted.p_adjusted,
        adjusted.p_adjusted < 0.1e0 as is_found,
        case
            when adjusted.p_adjusted >= 0.1e0 then 'usual'
            when (against_rest.difference > 0e0) = (adjusted.metric <> 'churn') then 'better'
            else 'worse'
        end as verdict
    from adjusted
    inner join comparisons as against_rest
        on
            adjusted.metric = against_rest.metric
            and adjusted.first_condition = against_rest.first_condition
            and adjusted.second_condition = against_rest.second_condition
            and against_rest.against = 'rest'
    inner join conditions as firsts on adjusted.first_condition = firsts.condition
    left join conditions as seconds on adjusted.second_condition = seconds.condition

)

select * from final
