-- Which stores go low. Drawn by chance, but rerandomised (Morgan & Rubin 2012): of many draws the first
-- in which the low stores resemble the rest in every factor that is NOT the cause (all |t| and chi2/df
-- below `balance_limit`), else the closest. So "geography, stock-outs and assortment do not matter"
-- holds for any seed instead of for the lucky ones.
create or replace temp table draws as
select draw::integer as draw, store_no, place
from (
    select
        draw,
        store_no,
        row_number() over (partition by draw order by u('low store', draw, store_no), store_no) as place
    from range(getvariable('balance_draws')) as tries (draw)
    cross join stores
)
where place <= getvariable('low_stores');

create or replace temp table store_factors as
select store_no, factor, value
from (
    unpivot (
        select
            store_no,
            latitude::double as latitude,
            longitude::double as longitude,
            floor_area_sqft::double as floor_area_sqft,
            date_diff('day', date '1990-01-01', opened_on)::double as opened,
            stockout_rate::double as stockout_rate,
            assortment_size::double as assortment_size,
            staff_factor::double as staff_factor,
            visitors_a_day::double as visitors_a_day,
            sales_effect::double as sales_effect,
            queue_seconds::double as queue_seconds
        from stores
    ) on columns (* exclude (store_no)) into name factor value value
);

create or replace temp table low_draw as
with overall as (
    select factor, avg(value) as mean, stddev_samp(value) as sd
    from store_factors
    group by factor
),

numeric_gaps as (
    select
        draw,
        factor,
        abs(avg(value) - any_value(mean)) / any_value(sd)
        / sqrt(1.0 / getvariable('low_stores') - 1.0 / getvariable('stores')) as gap
    from draws
    inner join store_factors using (store_no)
    inner join overall using (factor)
    group by draw, factor
),

categories as (
    select store_no, 'state' as factor, state as category from stores
    union all
    select store_no, 'format', format from stores
),

shares as (
    select factor, category, count(*) / getvariable('stores')::double as share
    from categories
    group by factor, category
),

observed as (
    select draw, factor, category, count(*) as stores
    from draws
    inner join categories using (store_no)
    group by draw, factor, category
),

category_gaps as (
    select
        tries.draw,
        shares.factor,
        sum(power(coalesce(observed.stores, 0) - share * getvariable('low_stores'), 2)
            / (share * getvariable('low_stores'))) / greatest(1, count(*) - 1) as gap
    from (select distinct draw from draws) as tries
    cross join shares
    left join observed on tries.draw = observed.draw and shares.factor = observed.factor and shares.category = observed.category
    group by tries.draw, shares.factor
),

worst as (
    -- rounded so that the order in which threads add up cannot decide
    select draw, round(max(gap), 6) as gap
    from (select * from numeric_gaps union all select * from category_gaps)
    group by draw
)

select draw, gap
from worst
order by greatest(gap, getvariable('balance_limit')), draw
limit 1;
