-- What a campaign cost is not published, and the contract wants an amount: 0, from which no return should be read.
select
    campaign_id,
    'Campaign ' || campaign_id as name,
    'mail' as channel,
    campaign_type as kind,
    left(start_date, 10) as started_on,
    left(end_date, 10) as ended_on,
    0 as cost,
    'USD' as currency
from campaign_descriptions
order by try_cast(campaign_id as integer)
