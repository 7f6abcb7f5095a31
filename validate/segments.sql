-- Customers of a retailer by run (`metric`), each in one of four segments of eight kinds, and their latest answer, 1 to 5.
-- In `planted` runs those who are in the second segment of the first kind and in the third of the second answer lower.
create schema if not exists intermediate; create schema if not exists marts;

create table intermediate.int_assumptions as select 30e0 as found_minimum_customers;

create table intermediate.int_found_outcomes as
with customers as (
    select
        'run ' || run as metric,
        'c' || place as customer_id,
        run * 1000000::bigint + place as customer_no
    from range(getvariable('runs')) as r (run), range(getvariable('customers')) as p (place)
)

select
    metric,
    customer_id,
    customer_no,
    greatest(1, least(5, round(
        3.9 + normal('answer', customer_no)
        - case
            when floor(4 * u('kind 1', customer_no)) = 1 and floor(4 * u('kind 2', customer_no)) = 2
                then getvariable('planted')
            else 0
        end
    )))::double as value
from customers;

create table intermediate.int_found_conditions as
select 'kind ' || kind as kind, 'segment ' || place as segment, (4 * kind + place)::bigint as condition
from range(1, 9) as k (kind), range(4) as s (place);

create table intermediate.int_found_members as
select
    metric,
    customer_id,
    value,
    (4 * kind + floor(4 * u('kind ' || kind, customer_no)))::bigint as condition
from intermediate.int_found_outcomes, range(1, 9) as k (kind);
