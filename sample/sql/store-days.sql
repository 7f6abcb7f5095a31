-- No sort: store by store and day by day, as `batch_months` is sorted.
create or replace temp table out_store_days as
with dated as (
    select
        batch_months.*,
        unnest(range(days))::integer as day_no
    from batch_months
),

keyed as (
    select
        *,
        month + day_no as day,
        date_diff('day', date '2000-01-01', month + day_no) as day_key,
        -- mean 1 over a week
        [0.85, 0.83, 0.87, 0.92, 1.06, 1.32, 1.15][isodow(month + day_no)] as weekday
    from dated
)

select
    store_id,
    day::varchar as day,
    -- the door counter fails now and then, and so does the queue camera
    case when u('counter works', store_no, day_key) >= 0.005
        then greatest(0, round(visitors_a_day * weekday
            + sqrt(visitors_a_day * weekday) * normal('visitors', store_no, day_key)))::integer::varchar
    end as visitors,
    greatest(0, least(1, stockout_rate * exp(0.25 * normal('stockout', store_no, day_key))))::decimal(6, 4)::varchar
        as stockout_rate,
    round(assortment_size * (1 + 0.01 * normal('assortment', store_no, day_key)))::integer::varchar as assortment_size,
    case when u('camera works', store_no, day_key) >= 0.01
        then round(queue_seconds * sqrt(weekday) * exp(0.15 * normal('queue', store_no, day_key)))::integer::varchar
    end as queue_seconds,
    (0.25 * round(4 * staff_hours_a_day * (0.5 + 0.5 * weekday) * exp(0.08 * normal('staff', store_no, day_key))))
        ::decimal(8, 2)::varchar as staff_hours
from keyed;
