-- Stores are known by their number alone. One opens, as far as the files go, with its first sale.
select
    store_id,
    'Store ' || store_id as name,
    'not published' as city,
    'not published' as state,
    'US' as country,
    left(min(transaction_timestamp), 10) as opened_on
from transactions
group by store_id
order by store_id
