with

touches as (

    select * from {{ ref('int_campaign_touches') }}

),

conversions as (

    select * from {{ ref('int_campaign_conversions') }}

),

returns as (

    select * from {{ ref('roi_campaigns') }}
    where is_measured

),

windows as (

    select * from {{ ref('int_campaign_windows') }}

),

contacted as (

    select
        campaign_id,
        cast(touched_at as date) as happened_on,
        'contacted' as measure,
        1e0 as value
    from touches
    where is_contacted

),

responded as (

    select
        campaign_id,
        cast(responded_at as date) as happened_on,
        'responses' as measure,
        1e0 as value
    from touches
    where responded_at is not null

),

won as (

    select
        campaign_id,
        joined_on as happened_on,
        'new_customers' as measure,
        1e0 as value
    from {{ ref('dim_customers') }}
    where campaign_id is not null

),

converted as (

    select
        conversions.campaign_id,
        conversions.ordered_on as happened_on,
        measures.measure,
        case
            when measures.measure = 'conversions' then 1e0
            else cast(conversions.sales as double)
        end as value
    from conversions
    cross join (values ('conversions'), ('attributed_sales')) as measures (measure)

),

-- The estimate is one number, known when the days after the last contact are over.
estimated as (

    select
        returns.campaign_id,
        windows.measured_on as happened_on,
        'incremental_sales' as measure,
        returns.incremental_sales as value
    from returns
    inner join windows on returns.campaign_id = windows.campaign_id

),

final as (

    select * from contacted
    union all
    select * from responded
    union all
    select * from won
    union all
    select * from converted
    union all
    select * from estimated

)

select * from final
