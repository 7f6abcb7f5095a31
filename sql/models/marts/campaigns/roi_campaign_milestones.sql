with

milestones as (

    select * from {{ ref('stg_crm__campaign_milestones') }}

),

rules as (

    select * from {{ ref('milestone_rules') }}

),

events as (

    select * from {{ ref('int_campaign_events') }}

),

campaigns as (

    select * from {{ ref('roi_campaigns') }}

),

windows as (

    select * from {{ ref('int_campaign_windows') }}

),

today as (

    select max(cast(ordered_at as date)) as as_of from {{ ref('fct_orders') }}

),

named as (

    select
        milestones.campaign_id,
        milestones.milestone,
        milestones.due_on,
        milestones.target,
        rules.measure,
        campaigns.incremental_sales_low,
        campaigns.incremental_sales_high,
        case
            when rules.measure is null then 'not measured'
            when today.as_of is null or milestones.due_on > today.as_of then 'not yet due'
            when
                rules.measure = 'incremental_sales'
                and (not coalesce(campaigns.is_measured, false) or windows.measured_on > milestones.due_on)
                then 'not measured'
        end as obstacle
    from milestones
    cross join today
    left join rules on {{ word_of('milestones.milestone') }} = rules.milestone
    left join campaigns on milestones.campaign_id = campaigns.campaign_id
    left join windows on milestones.campaign_id = windows.campaign_id

),

valued as (

    select
        named.campaign_id,
        named.milestone,
        coalesce(sum(events.value), 0e0) as value
    from named
    left join events
        on
            named.campaign_id = events.campaign_id
            and named.measure = events.measure
            and named.due_on >= events.happened_on
    where named.obstacle is null
    group by named.campaign_id, named.milestone

),

final as (

    select
        named.campaign_id,
        named.milestone,
        named.due_on,
        named.measure,
        named.target,
        valued.value,
        {{ ratio('valued.value', 'named.target') }} as attained,
        case
            when valued.value is not null and named.measure = 'incremental_sales'
                then named.incremental_sales_low
        end as value_low,
        case
            when valued.value is not null and named.measure = 'incremental_sales'
                then named.incremental_sales_high
        end as value_high,
        case
            when named.obstacle is not null then named.obstacle
            when valued.value >= named.target then 'reached'
            else 'missed'
        end as status
    from named
    left join valued
        on
            named.campaign_id = valued.campaign_id
            and named.milestone = valued.milestone

)

select * from final
