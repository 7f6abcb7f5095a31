with

months as (

    select
        basis,
        month,
        customers_start,
        lag(customers_end) over (partition by basis order by month) as previous_end
    from {{ ref('churn_months') }}

)

select *
from months
where customers_start <> coalesce(previous_end, 0)
