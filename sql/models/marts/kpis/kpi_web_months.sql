{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_touched_months('month') }}"
) }}

with

touched as (

    select month from {{ ref('int_touched_months') }}

),

sessions as (

    select * from {{ ref('fct_web_sessions') }}
    where started_month in (select touched.month from touched)

),

-- An order counts against the step that it came through: one without a cart ends no cart.
counted as (

    select
        started_month as month,
        case when customer_id is null then 'unknown' else 'known' end as visitor,
        count(*) as sessions,
        sum(seconds) as seconds_sum,
        sum(seconds * seconds) as seconds_sumsq,
        cast(sum(pages) as bigint) as pages,
        cast(count(*) filter (where is_bounced) as bigint) as bounces,
        cast(count(*) filter (where has_cart) as bigint) as carts,
        cast(count(*) filter (where has_cart and not has_order) as bigint) as carts_abandoned,
        cast(count(*) filter (where has_checkout) as bigint) as checkouts,
        cast(count(*) filter (where has_checkout and not has_order) as bigint) as checkouts_abandoned,
        cast(count(*) filter (where has_order) as bigint) as sessions_with_order
    from sessions
    group by started_month, case when customer_id is null then 'unknown' else 'known' end

),

final as (

    select
        counted.*,
        {{ ratio('seconds_sum', 'sessions') }} as seconds_per_session,
        {{ ratio('seconds_sum', 'sessions') }}
        - {{ mean_margin('sessions', 'seconds_sum', 'seconds_sumsq') }} as seconds_per_session_low,
        {{ ratio('seconds_sum', 'sessions') }}
        + {{ mean_margin('sessions', 'seconds_sum', 'seconds_sumsq') }} as seconds_per_session_high,
        {{ share_columns([
            ('bounce_rate', 'bounces', 'sessions'),
            ('cart_abandonment', 'carts_abandoned', 'carts'),
            ('checkout_abandonment', 'checkouts_abandoned', 'checkouts'),
            ('web_conversion', 'sessions_with_order', 'sessions'),
        ]) }}
        {{ ratio('pages', 'sessions') }} as pages_per_session
    from counted

)

select * from final
