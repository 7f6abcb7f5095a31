-- Master data as extracts: stores, customers, actions.
create or replace temp table out_stores as
select
    store_id,
    name,
    city,
    state,
    'US' as country,
    latitude::decimal(9, 4)::varchar as latitude,
    longitude::decimal(9, 4)::varchar as longitude,
    floor_area_sqft::varchar as floor_area_sqft,
    format,
    opened_on::varchar as opened_on
from stores
order by store_no;

-- Two extracts of customers. The first is taken half-way: it knows nobody who joined later and nobody's later
-- leaving. The second holds who is new and who changed, so its rows replace the first one's.
create or replace temp table out_customers_first as
select
    customer_id,
    iso(joined_at) as joined_at,
    case when left_m < getvariable('half_month') then iso(left_at) end as left_at,
    case when left_m < getvariable('half_month') then leave_reason end as leave_reason,
    acquisition_channel,
    campaign_id,
    birth_year::varchar as birth_year,
    gender,
    region,
    loyalty_tier,
    company_size,
    interests,
    values,
    email,
    phone,
    consent::varchar as consent
from customer_rows
where joined_m < getvariable('half_month')
order by customer_no;

create or replace temp table out_customers_last as
select
    customer_id,
    iso(joined_at) as joined_at,
    iso(left_at) as left_at,
    leave_reason,
    acquisition_channel,
    campaign_id,
    birth_year::varchar as birth_year,
    gender,
    region,
    case when joined_m < getvariable('half_month') and u('promoted', customer_no) < 0.05 then 'gold' else loyalty_tier end as loyalty_tier,
    company_size,
    interests,
    values,
    email,
    phone,
    consent::varchar as consent
from customer_rows
where joined_m >= getvariable('half_month')
    or left_m >= getvariable('half_month')
    or u('promoted', customer_no) < 0.05
order by customer_no;

-- Actions as planned (all of them proposed), and as they stand at the end.
create or replace temp table out_actions_first as
select
    action_id,
    stores.store_id,
    null::varchar as segment,
    issue,
    'checkout' as department,
    kind,
    owner_role,
    'proposed' as status,
    planned_on::varchar as planned_on,
    null::varchar as approved_on,
    null::varchar as started_on,
    null::varchar as finished_on,
    cost::bigint || '.00' as cost,
    'USD' as currency
from plans
inner join stores using (store_no)
order by action_id;

create or replace temp table out_actions_last as
select
    action_id,
    stores.store_id,
    null::varchar as segment,
    issue,
    'checkout' as department,
    kind,
    owner_role,
    status,
    planned_on::varchar as planned_on,
    case when is_done then (planned_on + 8)::varchar end as approved_on,
    case when is_done then month_start(getvariable('action_month'))::varchar end as started_on,
    case when is_done then (month_start(getvariable('action_month')) + (4 + done_place)::integer)::varchar end as finished_on,
    cost::bigint || '.00' as cost,
    'USD' as currency
from plans
inner join stores using (store_no)
order by action_id;
