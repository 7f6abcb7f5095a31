with

store_months as (

    select * from {{ ref('int_store_months') }}
    where store_id <> ''

),

assumptions as (

    select minimum_n from {{ ref('int_assumptions') }}

),

counted as (

    select
        store_months.*,
        assumptions.minimum_n
    from store_months
    cross join assumptions

),

final as (

    select
        store_id,
        month,
        {% for column in whole_counts() + amount_sums() -%}
            {{ column }},
        {% endfor -%}
        {{ served_scores() }}
    from counted

)

select * from final
