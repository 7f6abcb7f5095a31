-- The files give a quarter and months of tenure, but no dates. The quarter is taken as July to September 2018: tenure ends
-- on 1 September, leaving falls on the quarter's last day, so that September starts with every customer of the quarter.
select
    status."Customer ID" as customer_id,
    strftime(
        date '2018-09-01' - to_months(try_cast(services."Tenure in Months" as integer)), '%Y-%m-%dT00:00:00Z'
    ) as joined_at,
    case when status."Churn Label" = 'true' then '2018-09-30T00:00:00Z' end as left_at,
    status."Churn Reason" as leave_reason,
    2018 - try_cast(demographics."Age" as integer) as birth_year,
    demographics."Gender" as gender,
    false as consent,
    -- Columns that the contract does not know land as well, as JSON in `_extra`.
    services."Contract" as contract_term,
    services."Monthly Charge" as monthly_charge_usd
from status
left join services using ("Customer ID")
left join demographics using ("Customer ID")
order by status."Customer ID"
