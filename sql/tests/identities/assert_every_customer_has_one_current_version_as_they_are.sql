select
    customers.customer_id,
    count(versions.customer_id) as current_versions
from {{ ref('dim_customers') }} as customers
left join {{ ref('dim_customer_versions') }} as versions
    on
        customers.customer_id = versions.customer_id
        and versions.is_current
        and coalesce(customers.loyalty_tier, '') = coalesce(versions.loyalty_tier, '')
        and coalesce(customers.region, '') = coalesce(versions.region, '')
        and customers.is_lost = versions.is_lost
group by customers.customer_id
having count(versions.customer_id) <> 1
