{{ config(materialized='table') }}

{%- set events = {
    'stg_sales__orders': 'ordered_at',
    'stg_sales__store_days': 'day',
    'stg_sales__web_sessions': 'started_at',
    'stg_feedback__survey_answers': 'answered_at',
    'stg_feedback__survey_invitations': 'sent_at',
    'stg_feedback__reviews': 'posted_at',
    'stg_feedback__social_mentions': 'posted_at',
    'stg_feedback__service_cases': 'opened_at',
} %}

with

latest as (

    select max(_build) as build from {{ ref('stg_landing__ledger') }}

),

-- The answers of one response are one text, of the month of the last of them.
same_responses as (

    select {{ month_of('answered_at') }} as month
    from {{ ref('stg_feedback__survey_answers') }}
    where response_id in (
        select answers.response_id
        from {{ ref('stg_feedback__survey_answers') }} as answers
        inner join latest on answers._build = latest.build
    )

),

-- An order that changed its date has left the one month and come to the other.
changed as (

    {% for model, event_at in events.items() -%}
        select {{ month_of('events.' ~ event_at) }} as month
        from {{ ref(model) }} as events
        inner join latest on events._build = latest.build
        union
        select {{ month_of('events._replaced_at') }} as month
        from {{ ref(model) }} as events
        inner join latest on events._build = latest.build
        union
    {% endfor -%}
    select month from same_responses
    union
    select {{ month_of('orders.ordered_at') }} as month
    from {{ ref('stg_sales__order_lines') }} as order_lines
    inner join latest on order_lines._build = latest.build
    inner join {{ ref('stg_sales__orders') }} as orders on order_lines.order_id = orders.order_id

),

final as (

    select month from changed
    where month is not null

)

select * from final
