-- No join and no sort: the lines stay in the order of `orders`. Ten kinds of product, 40 products each.
create or replace temp table out_order_lines as
with numbered as (
    select order_no, order_id, unnest(range(1, 2 + floor(3 * u('lines', order_no))::integer))::integer as line_no
    from orders
),

drawn as (
    select
        *,
        floor(10 * u('kind', order_no, line_no))::integer as kind_no,
        floor(40 * power(u('product', order_no, line_no), 1.5))::integer as product_no,
        case when u('discounted', order_no, line_no) < 0.2 then 0.05 + 0.05 * floor(4 * u('discount', order_no, line_no)) else 0 end
            as discount_rate
    from numbered
),

categorised as (
    select
        *,
        ['furniture', 'furniture', 'furniture', 'appliances', 'kitchen', 'kitchen', 'bedding', 'bedding', 'garden', 'lighting'][1 + kind_no]
            as category,
        -- dollars a piece; and what it costs, as a share of the list price
        [600, 600, 600, 520, 330, 330, 270, 270, 240, 130][1 + kind_no] as typical_price,
        ([0.50, 0.50, 0.50, 0.64, 0.55, 0.55, 0.48, 0.48, 0.56, 0.46]::double[])[1 + kind_no] as cost_share
    from drawn
),

priced as (
    select
        *,
        case when typical_price < 300 then 1 + floor(2.2 * u('quantity', order_no, line_no))::integer else 1 end as quantity,
        -- in cents, so that amounts are exact; products of a kind differ by a factor of about two
        round(100 * typical_price * (0.6 + 0.8 * u('product price', kind_no, product_no)))::bigint as list_cents
    from categorised
),

discounted as (
    select *, round(list_cents * quantity * discount_rate)::bigint as discount_cents
    from priced
)

select
    order_id,
    line_no::varchar as line_no,
    'P' || (1000 + 100 * kind_no + product_no) as product_id,
    category,
    quantity::varchar as quantity,
    dollars(list_cents * quantity - discount_cents) as net_amount,
    dollars(discount_cents) as discount_amount,
    case when u('cost is known', order_no, line_no) >= 0.01 then dollars(round(list_cents * cost_share)::bigint) end as unit_cost,
    case when u('returned', order_no, line_no) < 0.05 then quantity else 0 end::varchar as returned_quantity
from discounted;
