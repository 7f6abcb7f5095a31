with

newest as (

    {{ newest_rows(source('crm', 'customers'), extract='customers', key=['customer_id']) }}

),

final as (

    select
        customer_id,
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
        email as email_pseudonym,
        phone as phone_pseudonym,
        consent as has_consent
    from newest

)

select * from final
