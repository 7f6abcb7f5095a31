{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_touched_months('month') }}"
) }}

with

touched as (

    select month from {{ ref('int_touched_months') }}

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

-- Answers that nobody was invited to, at a kiosk say, make rows as well, which have no rate.
events as (

    select
        store_id,
        channel,
        sent_month as month,
        invitation_id,
        case when is_answered then invitation_id end as answered_invitation_id,
        cast(null as varchar) as response_id
    from invitations
    union all
    select
        store_id,
        channel,
        answered_month as month,
        cast(null as varchar) as invitation_id,
        cast(null as varchar) as answered_invitation_id,
        response_id
    from answers

),

counted as (

    select
        store_id,
        channel,
        month,
        count(invitation_id) as invitations,
        count(answered_invitation_id) as invitations_answered,
        count(distinct response_id) as responses
    from events
    group by store_id, channel, month

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
        channel,
        month,
        invitations,
        invitations_answered,
        responses,
        {{ scores_where_enough([['invitations', [
            ['response_rate', ratio('invitations_answered', 'invitations')],
            ['response_rate_low', wilson_low('invitations_answered', 'invitations')],
            ['response_rate_high', wilson_high('invitations_answered', 'invitations')],
        ]]]) }}
        case when invitations >= minimum_n then invitations end as response_rate_n
    from judged

)

select * from final
