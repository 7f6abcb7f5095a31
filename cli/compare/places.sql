-- Run when the lines of the panel have been found good: its periods follow each other, whatever lies between them.
create table places as
select
    tick,
    min(period) as period,
    (dense_rank() over (order by tick) - 1)::integer as place,
    (date '2000-01-01' + to_months((dense_rank() over (order by tick) - 1)::integer))::date as month
from panel_rows
group by tick;
