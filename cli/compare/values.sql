-- The values of a panel whose lines have been found good. Without a count every value weighs the same and has no
-- sampling error.
create table panel as
select
    unit, month, place, try_cast(value as double) as value, coalesce(try_cast(n as double), 30e0) as n, n is not null as has_n
from panel_rows
join places using (tick)
where value is not null and unit not in (from set_aside);
-- The variance of single answers: by how much steps from period to period grow with 1 / n. Where n is the same everywhere
-- nothing tells it, and every value weighs the same anyway.
create table noise as
with relative as (
    select unit, place, n, has_n, value - avg(value) over (partition by place) as x
    from panel
    where unit not in (select unit from treated_rows)
),
moves as (
    select
        has_n,
        (x - lag(x) over w) * (x - lag(x) over w) as squared,
        1 / n + 1 / lag(n) over w as inverse
    from relative
    window w as (partition by unit order by place)
)
select
    case
        when bool_and(has_n) and min(inverse) < max(inverse) then greatest(regr_slope(squared, inverse), 0)
        else 0
    end as variance
from moves;
