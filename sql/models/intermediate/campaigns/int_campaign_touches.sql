{{ config(materialized='table') }}

with

contacts as (

    select * from {{ ref('stg_crm__campaign_contacts') }}

),

customers as (

    select * from {{ ref('stg_crm__customers') }}
    where campaign_id is not null

),

-- Whoever is contacted several times counts once, from the first time.
contacted as (

    select
        campaign_id,
        customer_id,
        min(contacted_at) as touched_at,
        min(responded_at) as responded_at,
        true as is_contacted
    from contacts
    group by campaign_id, customer_id

),

-- A campaign that won a customer has reached them, with or without a contact on record.
won as (

    select
        customers.campaign_id,
        customers.customer_id,
        customers.joined_at as touched_at,
        {{ moment('null') }} as responded_at,
        false as is_contacted
    from customers
    left join contacted
        on
            customers.campaign_id = contacted.campaign_id
            and customers.customer_id = contacted.customer_id
    where contacted.customer_id is null

),

final as (

    select * from contacted
    union all
    select * from won

)

select * from final
