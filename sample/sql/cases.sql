-- The cases of a year as they are known at its end: what happens later is not in this file, but the next
-- one has a newer row. Those older cases are `updated_cases`.
create or replace temp table known_cases as
select
    *,
    month_start(getvariable('known_to')) as known_to,
    opened_at < month_start(getvariable('known_from')) as is_update
from year_case_rows;

create or replace temp table updated_cases as
select case_id from known_cases where is_update;

create or replace temp table out_service_cases as
select
    case_id,
    channel,
    topic,
    department,
    store_id,
    customer_id,
    iso(opened_at) as opened_at,
    case when first_reply_at < known_to then iso(first_reply_at) end as first_reply_at,
    case when resolved_at < known_to then iso(resolved_at) end as resolved_at,
    to_json(reopened_count) as reopened_count,
    case when resolved_at < known_to then to_json(csat) end as csat,
    text
from known_cases
order by case_no;
