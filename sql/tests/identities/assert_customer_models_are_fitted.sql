{{ config(severity='warn') }}

-- What customer values rest on. Where it cannot be fitted, values are missing, and everything else stands.

select
    model,
    period,
    customers,
    max(reason) as reason
from {{ ref('clv_parameters') }}
where
    segment = 'all'
    and not is_converged
group by model, period, customers
