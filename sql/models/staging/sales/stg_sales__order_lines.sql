{{ config(materialized='incremental', unique_key=['order_id', 'line_no']) }}

with

newest as (

    {{ newest_rows(
        source('sales', 'order_lines'),
        extract='order_lines',
        key=['order_id', 'line_no']
    ) }}

),

final as (

    select
        order_id,
        line_no,
        product_id,
        category,
        quantity,
        net_amount,
        discount_amount,
        unit_cost,
        returned_quantity,
        {{ version_columns() }}
    from newest

)

select * from final
