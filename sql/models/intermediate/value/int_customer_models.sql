{{ config(materialized='table') }}

{%- set parameters = ['r', 'alpha', 'a', 'b', 'p', 'q', 'gamma'] %}

with

fitted as (

    select * from {{ source('fitted', 'fitted_customer_models') }}
    where is_converged

),

model_groups as (

    select * from {{ ref('int_purchase_groups') }}

),

models as (

    select
        period,
        segment,
        {%- for parameter in parameters %}
            max(case when parameter = '{{ parameter }}' then estimate end) as {{ parameter }},
        {%- endfor %}
        count(*) as parameter_count
    from fitted
    group by period, segment

),

-- A segment's own models where both are fitted, else those of all customers.
chosen as (

    select
        model_groups.period,
        model_groups.segment,
        coalesce(max(case when models.parameter_count = 7 then nullif(models.segment, 'all') end), 'all')
            as model_segment
    from model_groups
    left join models on model_groups.period = models.period and model_groups.model_segment = models.segment
    group by model_groups.period, model_groups.segment

),

final as (

    select
        {%- for parameter in parameters %}
            models.{{ parameter }},
        {%- endfor %}
        chosen.period,
        chosen.segment,
        chosen.model_segment
    from chosen
    inner join models on chosen.period = models.period and chosen.model_segment = models.segment

)

select * from final
