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

-- The rows of the extract, as known at the end of the sample.
create or replace temp table customer_rows as
with campaign_of_month as (
    select joined_m, min(campaign_id) as campaign_id
    from campaigns
    cross join range(0, getvariable('months')) as months (joined_m)
    where kind = 'acquisition' and joined_m in (start_m, start_m + 1)
    group by joined_m
),

attributed as (
    select
        customers.*,
        stores.state,
        campaign_of_month.campaign_id,
        case
            when campaign_of_month.campaign_id is not null and u('acquired', customer_no) < 0.35 then 'campaign'
            else pick(['walk_in', 'walk_in', 'web', 'referral', 'trade_desk'], u('acquisition', customer_no))
        end as acquisition_channel,
        month_start(joined_m) + to_seconds(floor(26 * 86400 * u('joined at', customer_no))::bigint) as joined_at,
        month_start(left_m) + to_seconds(floor((2 + 25 * u('left at', customer_no)) * 86400)::bigint) as left_at,
        store_months.cause
    from customers
    inner join stores using (store_no)
    left join campaign_of_month using (joined_m)
    left join store_months on customers.store_no = store_months.store_no and customers.left_m = store_months.m
)

select
    customer_no,
    joined_m,
    left_m,
    customer_id,
    joined_at,
    left_at,
    case
        when left_at is null then null
        when cause is not null and u('why', customer_no) < 0.6
            then case cause when 'queue' then 'waiting_times' when 'staff' then 'service' else 'store_condition' end
        else pick(['price', 'moved_away', 'competitor', 'service', 'no_need', 'waiting_times', 'delivery'],
            u('leave reason', customer_no))
    end as leave_reason,
    acquisition_channel,
    case when acquisition_channel = 'campaign' then campaign_id end as campaign_id,
    case when u('tells age', customer_no) < 0.9
        then floor(year(getvariable('start_day')::date) - 20 - 55 * u('age', customer_no))::integer
    end as birth_year,
    pick(['female', 'female', 'female', 'female', 'male', 'male', 'male', 'male', 'other', null], u('gender', customer_no)) as gender,
    state as region,
    pick(['none', 'none', 'none', 'none', 'bronze', 'bronze', 'bronze', 'silver', 'silver', 'gold'], u('tier', customer_no)) as loyalty_tier,
    -- one in eight buys for a company
    case when u('is company', customer_no) < 0.125
        then pick(['1-9', '1-9', '1-9', '10-49', '10-49', '50-249', '250+'], u('company', customer_no))
    end as company_size,
    pick(['cooking', 'gardening', 'diy', 'interior_design', 'cooking;gardening', 'diy;gardening', 'sustainability', null],
        u('interests', customer_no)) as interests,
    pick(['price', 'quality', 'convenience', 'sustainability', 'service', 'price;quality', null], u('values', customer_no)) as values,
    case when u('has email', customer_no) >= 0.07 then 'customer' || customer_no || '@example.com' end as email,
    -- 555-0100 to 555-0199 are set aside for fiction
    case when u('has phone', customer_no) >= 0.18
        then '+1-' || pick(['206', '214', '303', '312', '404', '602', '614'], u('area code', customer_no))
            || '-555-01' || lpad(floor(100 * u('line', customer_no))::integer::varchar, 2, '0')
    end as phone,
    u('consent', customer_no) < 0.72 as consent
from attributed
order by customer_no;
