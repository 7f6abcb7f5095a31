-- Lines have no number, so they get one in the file's order; lines that are alike stay two lines (see the README).
with

lines as (
    select
        *,
        row_number() over (partition by InvoiceNo order by place) as line_no
    from (select *, row_number() over () as place from online_retail)
),

typed as (
    select
        *,
        try_cast(Quantity as integer) as units,
        try_cast(UnitPrice as decimal(18, 4)) as price,
        InvoiceDate || ' ' || InvoiceNo || ' ' || lpad(cast(line_no as varchar), 5, '0') as moment
    from lines
),

-- A credit note does not say which invoice it takes back: it is the newest before it with this customer, product and price.
returned as (
    select
        sales.InvoiceNo,
        sales.line_no,
        sum(-credits.units) as units
    from (select * from typed where InvoiceNo like 'C%' and CustomerID is not null) as credits
    asof join (select * from typed where left(InvoiceNo, 1) not in ('A', 'C') and units > 0 and price > 0) as sales
        on
            credits.CustomerID = sales.CustomerID
            and credits.StockCode = sales.StockCode
            and credits.price = sales.price
            and credits.moment >= sales.moment
    group by sales.InvoiceNo, sales.line_no
)

select
    typed.InvoiceNo as order_id,
    typed.line_no,
    typed.StockCode as product_id,
    typed.Quantity as quantity,
    typed.units * typed.price as net_amount,
    0 as discount_amount,
    -- Nobody can give back more than was bought: the rest was bought before, at this or another line.
    least(coalesce(returned.units, 0), greatest(typed.units, 0)) as returned_quantity,
    typed.Description as description
from typed
left join returned using (InvoiceNo, line_no)
order by typed.place
