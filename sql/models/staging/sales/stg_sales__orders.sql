with

newest as (

    {{ newest_rows(source('sales', 'orders'), extract='orders', key=['order_id']) }}

),

final as (

    select
        order_id,
        store_id,
        customer_id,
        channel,
        ordered_at,
        status,
        currency
    from newest

)

select * from final
