-- A panel that somebody brings, as the models of the comparison read it. Tables panel_rows and treated_rows hold the
-- files as text, with line numbers. Periods become months that follow each other: the models know only months.
create macro day_of(period) as try_cast(case when length(period) = 7 then period || '-01' else period end as date);
create table ticks as
with days as (select distinct period, day_of(period) as day from panel_rows)
select
    period,
    case
        when (select count(*) filter (day is null) from days) > 0 then try_cast(period as bigint)
        when (select count(distinct day(day)) from days) = 1 then year(day) * 12 + month(day)
        else datediff('day', date '1970-01-01', day)
    end as tick
from days;
create table steps as
select
    min(tick) as first_tick,
    coalesce(nullif(list_reduce(list(tick - (select min(tick) from ticks)), lambda a, b: gcd(a, b)), 0), 1) as step
from ticks;
create table places as
select
    period,
    (tick - first_tick) // step as place,
    (date '2000-01-01' + to_months(((tick - first_tick) // step)::integer))::date as month
from ticks
cross join steps;
