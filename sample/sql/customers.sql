-- Customers belong to a home store. How long they stay follows from that store's bad experiences of the
-- last three months: the hazard of leaving is leave_hazard * exp(leave_response * (bad - leave_bad_share)).
create or replace temp table hazards as
with hazard as (
    select
        store_no,
        m,
        getvariable('leave_hazard') * exp(getvariable('leave_response')
            * ((bad + lag(bad, 1, bad) over store + lag(bad, 2, bad) over store) / 3 - getvariable('leave_bad_share')))
            as hazard
    from store_months
    window store as (partition by store_no order by m)
)

select
    store_no,
    m,
    sum(hazard) over (partition by store_no order by m rows unbounded preceding) as hazard_to_date
from hazard
order by store_no, m;

create or replace temp table customers as
with numbered as (
    select
        store_no,
        unnest(range(1, 1 + whole(floor_area_sqft * getvariable('customers_a_sqft'), u('customers', store_no)))) as place
    from stores
),

drawn as (
    select
        store_no,
        row_number() over (order by store_no, place) as customer_no
    from numbered
),

joined as (
    select
        *,
        -- two thirds were customers before the sample starts, for up to four years
        case
            when u('joined before', customer_no) < 0.65 then -1 - floor(48 * u('joined long ago', customer_no))
            else floor(getvariable('months') * u('joined month', customer_no))
        end::integer as joined_m
    from drawn
),

bounded as (
    -- a customer leaves when the hazard since joining passes an exponential draw
    select
        joined.*,
        coalesce(hazards.hazard_to_date, 0) - ln(1 - u('stays', customer_no)) as limit_hazard
    from joined
    left join hazards on joined.store_no = hazards.store_no and joined.joined_m = hazards.m
)

select
    bounded.store_no,
    customer_no,
    'C' || lpad(customer_no::varchar, 8, '0') as customer_id,
    joined_m,
    hazards.m as gone_m,
    case when u('leaving is told', customer_no) < getvariable('leave_told') then hazards.m end as left_m
from bounded
asof left join hazards on bounded.store_no = hazards.store_no and bounded.limit_hazard <= hazards.hazard_to_date
order by customer_no;
