-- From `panel`: what a plan knows, the past until the start, as the tables of a warehouse.
create schema if not exists intermediate; create schema if not exists marts; create schema if not exists seeds;
create table intermediate.int_store_month_metrics as
select store_id, month, metric, value, n, value_sum, value_sumsq from panel where month < '2025-01-01';
create table seeds.compared_metrics as
select distinct metric, 'linear' as scale, 'points' as unit, 'higher' as better, 0.1 as minimum_effect from panel;
create table marts.fct_actions as select null::varchar as store_id, null::date as start_month where false;
