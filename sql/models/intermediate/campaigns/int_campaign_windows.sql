{{ config(materialized='table') }}

with

contacts as (

    select
        campaign_id,
        cast(touched_at as date) as contacted_on
    from {{ ref('int_campaign_touches') }}
    where is_contacted

),

assumptions as (

    select attribution_days from {{ ref('int_assumptions') }}

),

ranked as (

    select
        contacts.*,
        row_number() over (partition by campaign_id order by contacted_on) as place,
        count(*) over (partition by campaign_id) as contacts_in_all
    from contacts

),

middles as (

    select
        campaign_id,
        min(case when 2 * place >= contacts_in_all then contacted_on end) as middle_on,
        min(contacted_on) as first_contacted_on,
        max(contacted_on) as last_contacted_on
    from ranked
    group by campaign_id

),

final as (

    select
        middles.campaign_id,
        middles.middle_on,
        middles.first_contacted_on,
        middles.last_contacted_on,
        cast(assumptions.attribution_days as bigint) as window_days,
        {{ add_days(
            'middles.last_contacted_on', 'cast(assumptions.attribution_days as bigint)'
        ) }} as measured_on
    from middles
    cross join assumptions

)

select * from final
