-- Campaigns with their milestones and contacts, as extracts; contacts are customers who agreed to be contacted.
create or replace temp table out_campaigns as
select
    campaign_id,
    name,
    channel,
    kind,
    started_on::varchar as started_on,
    -- the last one still runs
    case when ended_on < month_start(getvariable('months')) then ended_on::varchar end as ended_on,
    cost::bigint || '.00' as cost,
    'USD' as currency
from campaigns
order by campaign_no;

create or replace temp table out_campaign_milestones as
select
    campaign_id,
    milestone,
    (started_on + due_days)::varchar as due_on,
    round(target * getvariable('stores'))::bigint::varchar as target
from campaigns
cross join (values
    (1, 'customers reached', 7, 5.0),
    (2, 'responses', 21, 0.4),
    (3, 'incremental sales', 45, 60.0)
) as milestones (step, milestone, due_days, target)
order by campaign_no, step;

create or replace temp table out_campaign_contacts as
with contacted as (
    select
        campaigns.campaign_no,
        campaigns.campaign_id,
        customers.customer_no,
        customers.customer_id,
        campaigns.started_on + to_seconds((50400 + floor(5 * 86400 * u('contacted', campaign_no, customer_no)))::bigint) as contacted_at,
        u('contact responds', campaign_no, customer_no) as response
    from campaigns
    inner join customer_rows as customers
        on customers.joined_m < campaigns.start_m
        and case when campaigns.kind = 'win_back'
            then customers.left_m < campaigns.start_m
            else customers.left_m is null or customers.left_m > campaigns.start_m
        end
    where campaigns.kind <> 'acquisition'
        and customers.consent
        and u('is contacted', campaign_no, customer_no) < case when campaigns.kind = 'win_back' then 0.5 else 0.12 end
)

select
    campaign_id,
    customer_id,
    iso(contacted_at) as contacted_at,
    case when response < 0.08
        and contacted_at + to_seconds((3600 + floor(response * 4e6))::bigint) < month_start(getvariable('months'))
        then iso(contacted_at + to_seconds((3600 + floor(response * 4e6))::bigint))
    end as responded_at
from contacted
order by campaign_no, customer_no;
