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
