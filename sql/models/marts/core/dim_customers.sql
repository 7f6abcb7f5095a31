with

customers as (

    select * from {{ ref('stg_crm__customers') }}

),

final as (

    select
        customer_id,
        cast(joined_at as date) as joined_on,
        cast(left_at as date) as left_on,
        left_at is not null as is_lost,
        leave_reason,
        acquisition_channel,
        campaign_id,
        birth_year,
        gender,
        region,
        loyalty_tier,
        company_size,
        has_consent
    from customers

)

select * from final
