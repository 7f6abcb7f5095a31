{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_touched_months('month') }}"
) }}

with

touched as (

    select month from {{ ref('int_touched_months') }}

),

orders as (

    select * from {{ ref('fct_orders') }}
    where
        not is_cancelled
        and customer_id is not null
        and ordered_month in (select touched.month from touched)

),

invitations as (

    select * from {{ ref('fct_survey_invitations') }}
    where sent_month in (select touched.month from touched)

),

answers as (

    select * from {{ ref('fct_survey_answers') }}
    where answered_month in (select touched.month from touched)

),

assumptions as (

    select minimum_n from {{ ref('int_assumptions') }}

),

buyers as (

    select distinct
        store_id,
        customer_id,
        ordered_month as month
    from orders

),

invited as (

    select distinct
        store_id,
        customer_id,
        sent_month as month
    from invitations

),

answering as (

    select distinct
        store_id,
        customer_id,
        answered_month as month
    from answers

),

counted as (

    select
        buyers.store_id,
        buyers.month,
        count(*) as buyers,
        count(invited.customer_id) as buyers_invited,
        count(answering.customer_id) as buyers_answering
    from buyers
    left join invited
        on
            buyers.store_id = invited.store_id
            and buyers.customer_id = invited.customer_id
            and buyers.month = invited.month
    left join answering
        on
            buyers.store_id = answering.store_id
            and buyers.customer_id = answering.customer_id
            and buyers.month = answering.month
    group by buyers.store_id, buyers.month

),

judged as (

    select
        counted.*,
        assumptions.minimum_n
    from counted
    cross join assumptions

),

final as (

    select
        store_id,
        month,
        buyers,
        buyers_invited,
        buyers_answering,
        {{ scores_where_enough([['buyers', [
            ['invited_share', ratio('buyers_invited', 'buyers')],
            ['invited_share_low', wilson_low('buyers_invited', 'buyers')],
            ['invited_share_high', wilson_high('buyers_invited', 'buyers')],
            ['coverage', ratio('buyers_answering', 'buyers')],
            ['coverage_low', wilson_low('buyers_answering', 'buyers')],
            ['coverage_high', wilson_high('buyers_answering', 'buyers')],
        ]]]) }}
        case when buyers >= minimum_n then buyers end as coverage_n
    from judged

)

select * from final
