-- The latent world by store and month. m runs from 0; months before that only warm up the shocks.
create or replace temp table store_months as
with grid as (
    select store_no, m::integer as m
    from stores
    cross join range(-8, getvariable('months')) as months (m)
),

drawn as (
    select
        *,
        normal('csat shock', store_no, m) as csat_innovation,
        normal('sales shock', store_no, m) as sales_innovation,
        u('dip starts', store_no, m) < getvariable('dip_rate') as dip_starts,
        2 + floor(3 * u('dip length', store_no, m))::integer as dip_months,
        getvariable('dip_min') + (getvariable('dip_max') - getvariable('dip_min')) * u('dip depth', store_no, m) as dip_depth
    from grid
),

lagged as (
    select
        *,
        case when dip_starts then dip_depth else 0 end as dip_0,
        case when lag(dip_starts, 1) over store and lag(dip_months, 1) over store > 1 then lag(dip_depth, 1) over store end as dip_1,
        case when lag(dip_starts, 2) over store and lag(dip_months, 2) over store > 2 then lag(dip_depth, 2) over store end as dip_2,
        case when lag(dip_starts, 3) over store and lag(dip_months, 3) over store > 3 then lag(dip_depth, 3) over store end as dip_3,
        -- AR(1) with coefficient one half, cut after eight months where 1/256 is left
        csat_innovation
        + 0.5 * (lag(csat_innovation, 1, 0) over store + 0.5 * (lag(csat_innovation, 2, 0) over store
        + 0.5 * (lag(csat_innovation, 3, 0) over store + 0.5 * (lag(csat_innovation, 4, 0) over store
        + 0.5 * (lag(csat_innovation, 5, 0) over store + 0.5 * (lag(csat_innovation, 6, 0) over store
        + 0.5 * (lag(csat_innovation, 7, 0) over store))))))) as csat_wave,
        sales_innovation
        + 0.5 * (lag(sales_innovation, 1, 0) over store + 0.5 * (lag(sales_innovation, 2, 0) over store
        + 0.5 * (lag(sales_innovation, 3, 0) over store + 0.5 * (lag(sales_innovation, 4, 0) over store
        + 0.5 * (lag(sales_innovation, 5, 0) over store + 0.5 * (lag(sales_innovation, 6, 0) over store
        + 0.5 * (lag(sales_innovation, 7, 0) over store))))))) as sales_wave
    from drawn
    window store as (partition by store_no order by m)
),

states as (
    select
        lagged.*,
        stores.* exclude (store_no),
        low_stores.cause,
        coalesce(low_stores.cause is not null and m >= getvariable('low_month'), false) as went_low,
        coalesce(plans.has_effect and m >= getvariable('action_month'), false) as is_repaired,
        low_stores.csat_drop,
        low_stores.sales_drop,
        low_stores.queue_factor,
        (month(getvariable('start_day')::date) - 1 + m + 120) % 12 as season
    from lagged
    inner join stores using (store_no)
    left join low_stores using (store_no)
    left join plans using (store_no)
    where m >= 0
),

qualities as (
    select
        *,
        went_low and not is_repaired as is_low,
        getvariable('csat_mean') + csat_effect + getvariable('csat_season')[1 + season]
        + getvariable('csat_shock_sd') * sqrt(0.75) * csat_wave
        -- low stores do not dip on top: what is planted stays what can be measured
        - case when cause is null then greatest(dip_0, coalesce(dip_1, 0), coalesce(dip_2, 0), coalesce(dip_3, 0)) else 0 end
            as own_csat
    from states
),

shares as (
    select
        *,
        (own_csat - 1) / 4 as p,
        -- share of answers that feel the cause: what makes the mean fall by csat_drop exactly
        case when is_low then least(0.95, csat_drop / (own_csat - getvariable('cause_csat_mean'))) else 0 end as cause_share
    from (select * replace (greatest(1.2, least(4.9, own_csat)) as own_csat) from qualities)
)

select
    store_no,
    m,
    month_start(m) as month,
    date_diff('day', month_start(m), month_start(m + 1)) as days,
    is_low,
    case when is_low then cause end as cause,
    own_csat,
    p as own_p,
    cause_share,
    own_csat - cause_share * (own_csat - getvariable('cause_csat_mean')) as mean_csat,
    -- share of experiences with a score of 3 or less
    (1 - cause_share) * (1 - p * p * p * (4 - 3 * p)) + cause_share * getvariable('cause_bad_share') as bad,
    whole(least(getvariable('answers_max'), answers_a_month * exp(0.1 * normal('answers', store_no, m))),
        u('answers rounding', store_no, m)) as responses,
    -- orders; a thinned count varies less than Poisson, so relative noise stays that of a busy store
    whole(floor_area_sqft * getvariable('orders_a_sqft') * exp(
        sales_effect + getvariable('sales_season')[1 + season] + getvariable('sales_trend') * m
        + getvariable('sales_shock_sd') * sqrt(0.75) * sales_wave
        + case when is_low then ln(1 - sales_drop) else 0 end
    ), u('orders rounding', store_no, m)) as orders,
    visitors_a_day * exp(0.8 * getvariable('sales_season')[1 + season] + 0.03 * normal('visitors month', store_no, m)) as visitors_a_day,
    queue_seconds * exp(0.06 * normal('queue month', store_no, m) + 0.3 * getvariable('sales_season')[1 + season])
    * case when is_low then queue_factor else 1 end as queue_seconds,
    stockout_rate * exp(0.12 * normal('stockout month', store_no, m)) as stockout_rate,
    assortment_size,
    staff_factor * floor_area_sqft * 0.0042 as staff_hours_a_day
from shares
order by store_no, m;
