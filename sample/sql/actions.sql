-- What is done about the queues: the largest of the queue stores come first, because most is at stake there.
create or replace temp table plans as
with ranked as (
    select
        low_stores.*,
        row_number() over (order by floor_area_sqft desc, store_no) as planned_place
    from low_stores
    inner join stores using (store_no)
    where cause = 'queue'
),

planned as (
    select *, row_number() over (order by u('action done', store_no), store_no) as done_place
    from ranked
    where planned_place <= getvariable('planned_actions')
),

measures as (
    -- cost in dollars, low to high; some pay back within six months of the sales effect, some do not
    select * from (values
        (0, 'Self-checkout tills at peak hours', 'long_term', 'it_checkout', 11000, 15000),
        (1, 'Till roster follows the visitor forecast', 'preventive', 'workforce_planning', 3200, 4800),
        (2, 'Second till staffed from eleven to three', 'corrective', 'store_manager', 1800, 3000),
        (3, 'One queue for all tills and a floor lead', 'corrective', 'regional_operations', 5200, 7600)
    ) as measures (measure_no, issue, kind, owner_role, cost_min, cost_max)
)

select
    'A' || lpad(row_number() over (order by planned_place)::varchar, 4, '0') as action_id,
    store_no,
    planned_place,
    done_place,
    done_place <= getvariable('done_actions') as is_done,
    -- the last of those done has no effect at all: not every action works
    done_place <= getvariable('done_actions') - getvariable('idle_actions') as has_effect,
    case
        when done_place <= getvariable('done_actions') then 'done'
        when done_place % 3 = 0 then 'proposed'
        else 'rejected'
    end as status,
    issue,
    kind,
    owner_role,
    50 * round((cost_min + (cost_max - cost_min) * u('action cost', store_no)) / 50) as cost,
    -- two to four weeks before the work starts
    month_start(getvariable('action_month')) - (14 + floor(14 * u('action planned', store_no)))::integer as planned_on,
    csat_drop,
    sales_drop,
    queue_factor
from planned
inner join measures on (done_place - 1) % 4 = measure_no
order by planned_place;
