-- Run when the files have been found good: what the models of the comparison read, with a period as a month. Variables:
-- window_before and window_after, the periods to compare.
create table starts as
select treated_rows.unit, places.period as start, places.month as start_month, places.place
from treated_rows
join places using (tick);
create schema intermediate;
create schema marts;
create schema seeds;
create table intermediate.int_store_month_metrics as
select
    unit as store_id, month, 'value' as metric, value, n, n * value as value_sum,
    n * value * value + (n - 1) * variance as value_sumsq
from panel
cross join noise;
create table marts.fct_actions as
select unit as action_id, unit as store_id, start_month, 'all' as kind from starts;
create table marts.watch_flags as
select null::varchar as store_id, null::date as month, null::varchar as flag where false;
create table seeds.compared_metrics as
select 'value' as metric, 'linear' as scale, 'points' as unit, 'higher' as better, 0e0 as minimum_effect;
create table intermediate.int_compare_windows as
with reach as (select distinct start_month, place, (select max(place) from places) - place + 1 as after from starts),
windows as (
    select
        start_month,
        least(getvariable('window_before'), place)::integer as window_before,
        least(getvariable('window_after'), after)::integer as window_after
    from reach
)
select start_month, window_before, greatest(least(3, window_before - 1), 1)::integer as window_recent, window_after
from windows;
