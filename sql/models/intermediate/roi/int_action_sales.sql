with

starts as (

    select * from {{ ref('int_action_starts') }}

),

store_months as (

    select * from {{ ref('int_store_months') }}
    where sales_with_area > 0

),

currencies as (

    select
        store_id,
        min(first_currency) as first_currency,
        max(last_currency) as last_currency
    from {{ ref('int_store_month_orders') }}
    group by store_id

),

numbered as (

    select
        starts.action_id,
        store_months.*,
        {{ month_index('store_months.month') }} - {{ month_index('starts.start_month') }} as months_from_start
    from starts
    inner join store_months on starts.store_id = store_months.store_id

),

final as (

    select
        numbered.action_id,
        min(currencies.first_currency) as first_currency,
        max(currencies.last_currency) as last_currency,
        sum(case when numbered.months_from_start >= 0 then numbered.sales_with_area end) as actual_sales,
        {{ ratio('sum(numbered.margin)', 'sum(numbered.costed_sales)') }} as gross_margin_rate
    from numbered
    inner join currencies on numbered.store_id = currencies.store_id
    where numbered.months_from_start between -12 and 5
    group by numbered.action_id

)

select * from final
