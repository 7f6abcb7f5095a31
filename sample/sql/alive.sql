-- Customers who may come to a store in a month of this batch: joined earlier, not gone. `place` orders them
-- the same way every month; low places buy more often.
create or replace temp table alive as
select
    store_no,
    m,
    customer_no,
    customer_id,
    gone_m,
    row_number() over (partition by store_no, m order by u('loyal', customer_no), customer_no)::integer as place
from customers
inner join range(getvariable('batch_from'), getvariable('batch_to')) as months (m)
    on joined_m < months.m and (gone_m is null or gone_m > months.m);

create or replace temp table batch_months as
select store_months.*, stores.store_id, stores.state, coalesce(present.customers, 0)::integer as customers
from store_months
inner join stores using (store_no)
left join (select store_no, m, count(*) as customers from alive group by store_no, m) as present using (store_no, m)
where m >= getvariable('batch_from') and m < getvariable('batch_to')
order by store_no, m;
