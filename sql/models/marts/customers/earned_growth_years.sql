with

customer_years as (

    select * from {{ ref('int_sales_years') }}

),

assumptions as (

    select minimum_n from {{ ref('int_assumptions') }}

),

data_start as (

    select min(cast(ordered_at as date)) as first_day
    from {{ ref('fct_orders') }}
    where not is_cancelled

),

classed as (

    select
        this_year.*,
        case
            when this_year.customer_id is null then 'nobody'
            when last_year.customer_id is not null then 'kept'
            when not this_year.is_won_in_year then 'returned'
            when this_year.is_earned then 'new_earned'
            else 'new_bought'
        end as came
    from customer_years as this_year
    left join customer_years as last_year
        on
            this_year.customer_id = last_year.customer_id
            and this_year.years_back + 1 = last_year.years_back

),

years as (

    select
        years_back,
        max(begins_after) as begins_after,
        max(ends_on) as ends_on,
        count(customer_id) as customers,
        {%- for class in ['kept', 'returned', 'new_earned', 'new_bought', 'nobody'] %}
            count(case when came = '{{ class }}' then customer_id end) as customers_{{ class }},
            cast(
                sum(case when came = '{{ class }}' then sales else 0 end) as decimal(18, 4)
            ) as sales_{{ class }},
        {%- endfor %}
        cast(sum(case when came <> 'nobody' then sales else 0 end) as decimal(18, 4)) as sales
    from classed
    group by years_back

),

-- A first year that began long before the data would be too small a base: two weeks may be missing.
compared as (

    select
        this_year.*,
        last_year.customers as customers_last_year,
        last_year.sales as sales_last_year,
        case when last_year.customers >= assumptions.minimum_n then last_year.sales end as base
    from years as this_year
    inner join years as last_year on this_year.years_back + 1 = last_year.years_back
    cross join assumptions
    cross join data_start
    where {{ days_between('last_year.begins_after', 'data_start.first_day') }} <= 15

),

final as (

    select
        {{ add_days('begins_after', 1) }} as year_starts_on,
        ends_on as year_ends_on,
        customers_last_year,
        customers_kept,
        customers_returned,
        customers_new_earned,
        customers_new_bought,
        sales_last_year,
        sales,
        sales_kept,
        sales_returned,
        sales_new_earned,
        sales_new_bought,
        sales_nobody as sales_without_customer,
        {{ ratio('sales_kept', 'base') }} as net_revenue_retention,
        {{ ratio('sales_new_earned', 'base') }} as earned_new_revenue,
        {{ ratio('sales_new_bought', 'base') }} as bought_new_revenue,
        {{ ratio('sales_kept + sales_new_earned - base', 'base') }} as earned_growth
    from compared

)

select * from final
