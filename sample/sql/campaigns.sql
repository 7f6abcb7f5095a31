-- A campaign every second month; kinds and channels rotate.
create or replace temp table campaigns as
with numbered as (
    select
        campaign_no::integer as campaign_no,
        2 * campaign_no::integer as start_m,
        ['acquisition', 'retention', 'cross_sell', 'win_back'][1 + campaign_no % 4] as kind,
        ['social', 'email', 'direct_mail', 'sms', 'search', 'email', 'sms'][1 + campaign_no % 7] as channel
    from range(getvariable('months') // 2) as numbers (campaign_no)
)

select
    *,
    'K' || lpad((campaign_no + 1)::varchar, 3, '0') as campaign_id,
    case kind
        when 'acquisition' then 'New neighbours'
        when 'retention' then 'Members first'
        when 'cross_sell' then 'Finish the room'
        else 'We miss you'
    end || ' ' || year(month_start(start_m)) || '-' || lpad(month(month_start(start_m))::varchar, 2, '0') as name,
    month_start(start_m) + floor(10 * u('campaign start', campaign_no))::integer as started_on,
    month_start(start_m) + (30 + floor(25 * u('campaign end', campaign_no)))::integer as ended_on,
    -- dollars, in proportion to the number of stores
    100 * round((8 + 32 * u('campaign cost', campaign_no)) * getvariable('stores') / 100) as cost
from numbered
order by campaign_no;
