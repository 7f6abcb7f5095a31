create or replace temp table low_stores as
select
    store_no,
    place,
    -- the first are the queues, the last have another cause
    case
        when place <= getvariable('queue_stores') then 'queue'
        when place % 2 = 0 then 'staff'
        else 'cleanliness'
    end as cause,
    round(getvariable('low_drop_min') + (getvariable('low_drop_max') - getvariable('low_drop_min'))
        * u('low drop', store_no), 3) as csat_drop,
    round(getvariable('low_sales_min') + (getvariable('low_sales_max') - getvariable('low_sales_min'))
        * u('low sales', store_no), 4) as sales_drop,
    case when place <= getvariable('queue_stores')
        then round(getvariable('low_queue_min') + (getvariable('low_queue_max') - getvariable('low_queue_min'))
            * u('low queue', store_no), 3)
        else 1.0
    end as queue_factor
from draws
where draw = (select draw from low_draw)
order by place;

-- Ordinary stores that went bad, with enough answers to be found.
update stores set
    csat_effect = round(0.4 * csat_effect, 4),
    answers_a_month = getvariable('low_answers_min') + 60 * u('low answers', store_no)
where store_no in (select store_no from low_stores);
