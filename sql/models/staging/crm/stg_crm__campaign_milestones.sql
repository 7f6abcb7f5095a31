with

newest as (

    {{ newest_rows(
        source('crm', 'campaign_milestones'),
        extract='campaign_milestones',
        key=['campaign_id', 'milestone']
    ) }}

),

final as (

    select
        campaign_id,
        milestone,
        due_on,
        target
    from newest

)

select * from final
