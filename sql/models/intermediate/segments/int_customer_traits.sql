{{ config(materialized='table') }}

with

origins as (

    select * from {{ ref('int_customer_origins') }}

),

customers as (

    select * from {{ ref('stg_crm__customers') }}

),

activity as (

    select * from {{ ref('int_customer_activity') }}

),

limits as (

    select * from {{ ref('int_churn_limits') }}

),

assumptions as (

    select churn_minimum_days from {{ ref('int_assumptions') }}

),

sessions as (

    select
        customer_id,
        cast(started_at as date) as started_on
    from {{ ref('fct_web_sessions') }}

),

-- Everything is as of the newest order, or the newest joining where nothing is ordered.
today as (

    select coalesce(max(activity.last_ordered_on), max(origins.won_on)) as as_of
    from origins
    left join activity on origins.customer_id = activity.customer_id

),

recent_sessions as (

    select
        sessions.customer_id,
        count(*) as recent_web_sessions
    from sessions
    inner join today
        on
            sessions.started_on > {{ add_days('today.as_of', -90) }}
            and sessions.started_on <= today.as_of
    group by sessions.customer_id

),

final as (

    select
        origins.customer_id,
        today.as_of,
        year(today.as_of) - customers.birth_year as age,
        customers.gender,
        customers.region,
        customers.company_size,
        customers.loyalty_tier,
        customers.acquisition_channel,
        customers.interests,
        customers.held_values,
        case when customers.left_at is not null then 1 else 0 end as has_left,
        {{ days_between('origins.joined_on', 'today.as_of') }} as days_since_joined,
        coalesce(activity.orders, 0) as orders,
        coalesce(activity.sales, 0) as sales,
        {{ days_between('activity.last_ordered_on', 'today.as_of') }} as days_since_order,
        {{ days_between('activity.first_ordered_on', 'today.as_of') }} as days_since_first_order,
        {{ ratio(
            days_between('activity.last_ordered_on', 'today.as_of'),
            'coalesce(limits.limit_days, assumptions.churn_minimum_days)'
        ) }} as overdue,
        {{ ratio('activity.online_orders', 'activity.orders') }} as online_share,
        coalesce(recent_sessions.recent_web_sessions, 0) as recent_web_sessions,
        activity.recency_rank,
        activity.frequency_rank,
        activity.monetary_rank
    from origins
    cross join today
    cross join assumptions
    left join customers on origins.customer_id = customers.customer_id
    left join activity on origins.customer_id = activity.customer_id
    left join limits on coalesce(customers.loyalty_tier, '') = limits.segment
    left join recent_sessions on origins.customer_id = recent_sessions.customer_id

)

select * from final
