-- A customer is known by a number alone, joins with the first invoice and lives where the last one went.
select
    CustomerID as customer_id,
    min(InvoiceDate) || 'Z' as joined_at,
    max_by(Country, InvoiceDate || InvoiceNo) as region,
    false as consent
from online_retail
where CustomerID is not null
group by CustomerID
order by CustomerID
