with

versions as (

    {{ landed_versions(source('crm', 'customers'), extract='customers', key=['customer_id']) }}

),

final as (

    select
        customer_id,
        _landed_at as landed_at,
        _version as versions_from_newest,
        {{ moment('joined_at') }} as joined_at,
        {{ moment('left_at') }} as left_at,
        leave_reason,
        acquisition_channel,
        campaign_id,
        birth_year,
        gender,
        region,
        loyalty_tier,
        company_size,
        interests,
        "values" as held_values,
        consent as has_consent
    from versions

)

select * from final
