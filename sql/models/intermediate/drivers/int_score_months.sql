with

surveys as (

    select * from {{ ref('int_store_month_surveys') }}
    where store_id <> ''

),

newest as (

    select max(month) as last_month from surveys

),

-- Quarters back from the newest month: enough answers to a store, and four of them tell seasons apart.
final as (

    select
        surveys.store_id,
        surveys.metric,
        cast(floor(
            ({{ month_index('newest.last_month') }} - {{ month_index('surveys.month') }}) / 3e0
        ) as bigint) as quarters_back,
        surveys.responses,
        surveys.value_sum
    from surveys
    cross join newest
    where {{ month_index('newest.last_month') }} - {{ month_index('surveys.month') }} < 12

)

select * from final
