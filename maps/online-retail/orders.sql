-- An invoice is an order. Credit notes (C…) are cancelled; bookkeeping (A…) and stock corrections, which are invoices
-- without any price, are void. Neither counts as a sale. 43 invoices run over two minutes: the first counts.
select
    InvoiceNo as order_id,
    any_value(Country) as store_id,
    any_value(CustomerID) as customer_id,
    'online' as channel,
    min(InvoiceDate) || 'Z' as ordered_at,
    case
        when InvoiceNo like 'C%' then 'cancelled'
        when InvoiceNo like 'A%' or max(try_cast(UnitPrice as decimal(18, 4))) <= 0 then 'void'
        else 'completed'
    end as status,
    'GBP' as currency
from online_retail
group by InvoiceNo
order by InvoiceNo
