-- Stores with what lasts about them. Survey volume is independent of floor area and of everything else:
-- how many answers a store gets depends on how its tills hand out invitations, so the low stores
-- (which have enough answers to be found) do not differ in size from the others.
create or replace temp table stores as
with cities as (
    select row_number() over (order by state, city) as city_no, *
    from read_csv(getvariable('sql_folder') || '/cities.csv', header = true)
),

drawn as (
    select
        store_no::integer as store_no,
        1 + floor(u('store city', store_no) * (select count(*) from cities))::integer as city_no,
        pick(['studio', 'studio', 'studio', 'standard', 'standard', 'standard', 'standard', 'standard',
            'superstore', 'superstore'], u('store format', store_no)) as format,
        round(getvariable('store_csat_sd') * truncated_normal('store csat', store_no, getvariable('store_csat_bound')), 4) as csat_effect,
        greatest(getvariable('answers_min'), least(getvariable('answers_max'),
            getvariable('answers_median') * exp(getvariable('answers_spread') * normal('store answers', store_no))))
            as answers_a_month,
        round(getvariable('store_sales_sd') * truncated_normal('store sales', store_no, 2.5), 4) as sales_effect,
        exp(getvariable('store_visitors_sd') * truncated_normal('store visitors', store_no, 2.5)) as visitors_factor,
        getvariable('queue_seconds') * exp(getvariable('store_queue_sd') * truncated_normal('store queue', store_no, 2.5))
            as queue_seconds,
        greatest(0.005, getvariable('stockout_rate') * (1 + 0.35 * normal('store stockout', store_no))) as stockout_rate,
        exp(0.1 * normal('store staff', store_no)) as staff_factor
    from range(1, getvariable('stores') + 1) as numbers (store_no)
),

sized as (
    select
        *,
        10 * round(case format
            when 'studio' then 250 + 250 * u('store area', store_no)
            when 'standard' then 500 + 500 * u('store area', store_no)
            else 1000 + 600 * u('store area', store_no)
        end)::integer as floor_area_sqft
    from drawn
)

select
    sized.*,
    'S' || lpad(store_no::varchar, 5, '0') as store_id,
    city || ' ' || (1 + store_no % 97)::varchar || case format
        when 'studio' then ' Studio'
        when 'superstore' then ' Superstore'
        else ''
    end as name,
    city,
    state,
    -- a few miles around the city's centre
    round(latitude + 0.06 * normal('store latitude', store_no), 4) as latitude,
    round(longitude + 0.06 * normal('store longitude', store_no), 4) as longitude,
    (getvariable('start_day')::date - (400 + floor(9000 * u('store opened', store_no)))::integer) as opened_on,
    round(600 + 0.28 * floor_area_sqft * exp(0.12 * normal('store assortment', store_no))) as assortment_size,
    floor_area_sqft * getvariable('visitors_a_sqft_day') * visitors_factor as visitors_a_day
from sized
inner join cities using (city_no)
order by store_no;
