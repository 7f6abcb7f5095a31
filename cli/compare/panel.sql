-- A panel that somebody brings. Tables panel_rows and treated_rows hold the files as text, with line numbers.
create macro is_whole(period) as coalesce(regexp_full_match(period, '-?\d{1,9}(\.0+)?'), false);
create macro day_of(period) as try_cast(case when length(period) = 7 then period || '-01' else period[:10] end as date);
-- How the periods of the panel are written, by most of its lines; dates are months where no two share one.
create table kind as
with periods as (select period, is_whole(period) as whole, day_of(period) as day from panel_rows),
days as (select distinct day from periods where day is not null and not whole)
select
    (select mode(whole) from periods) as whole,
    (select count(*) = count(distinct year(day) * 12 + month(day)) from days) as monthly;
create macro tick_of(period) as (
    select case
        when whole then case when is_whole(period) then try_cast(try_cast(period as double) as bigint) end
        when is_whole(period) then null
        when monthly then year(day_of(period)) * 12 + month(day_of(period))
        else datediff('day', date '1970-01-01', day_of(period))
    end
    from kind
);
alter table panel_rows add column tick bigint;
alter table treated_rows add column tick bigint;
update panel_rows set tick = tick_of(period);
update treated_rows set tick = tick_of(start);
create table excluded (file varchar, line integer, what varchar, got varchar, allowed varchar);
-- Units whose start is not known: neither treated nor untouched.
create table set_aside (unit varchar);
