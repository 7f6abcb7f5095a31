-- A rehearsal: the stores of a plan as they are now, laid before starts that lie 3, 6 and 12 months back, where the other
-- stores say what was to be expected. The marts' models then say how sure an effect would be. Tables: monthly (values
-- by store, month and metric), metrics, past_starts, planned.
create schema intermediate;
create schema marts;
create schema seeds;
create table seeds.compared_metrics as from metrics;
create table horizons as
with ends as (select max(month) as last_month, datediff('month', min(month), max(month)) + 1 as months from monthly),
wanted as (select unnest([3, 6, 12]) as horizon)
select
    horizon, last_month, (last_month - to_months((horizon - 1)::integer))::date as start_month,
    least(12, months - horizon)::integer as window_before
from wanted, ends
where months - horizon >= 4;
create table others as
select * from monthly where store_id not in (select store_id from planned);
create table usual as
select metric, month, avg(value_sum / n) as mean from others group by metric, month;
-- The last year of a planned store comes to lie before the start, above or below the others as it is now.
create table rehearsed as
with own as (
    select monthly.*, horizons.*, datediff('month', last_month, month) - 1 as place
    from monthly semi join planned using (store_id) cross join horizons
),
placed as (
    select *, (month - to_months(horizon::integer))::date as laid from own where place >= -window_before
    union all
    select *, month as laid from own where place >= -horizon
)
select
    format('plan {} {}', horizon, store_id) as store_id, laid as month, placed.metric, value, n,
    value_sum + n * (there.mean - here.mean) as value_sum,
    value_sumsq + 2 * (there.mean - here.mean) * value_sum + n * (there.mean - here.mean) ** 2 as value_sumsq
from placed
join usual as here on here.metric = placed.metric and here.month = placed.month
join usual as there on there.metric = placed.metric and there.month = placed.laid;
-- Among the stores that a rehearsal compares with are those of the plan, as they were: they are picked for how they do
-- now, which is after the start that is rehearsed, and without them the others would seem surer than they are.
create table intermediate.int_store_month_metrics as
select store_id, month, metric, value, n, value_sum, value_sumsq from monthly
union all
select store_id, month, metric, value, n, value_sum, value_sumsq from rehearsed;
create table marts.fct_actions as
select
    format('plan {} {}', horizon, store_id) as action_id, format('plan {} {}', horizon, store_id) as store_id,
    start_month, horizon::varchar as kind
from planned cross join horizons
union all
select 'past ' || row_number() over (), store_id, start_month, 'past' from past_starts;
create table marts.watch_flags as
select null::varchar as store_id, null::date as month, null::varchar as flag where false;
create table intermediate.int_compare_windows as
select start_month, window_before, greatest(least(3, window_before - 1), 1)::integer as window_recent, horizon::integer as window_after
from horizons;
