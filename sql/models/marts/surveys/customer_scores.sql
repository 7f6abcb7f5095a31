with

answers as (

    select
        *,
        row_number() over (
            partition by customer_id, metric order by answered_at desc, response_id desc
        ) as answer_from_last
    from {{ ref('int_scaled_answers') }}
    where customer_id is not null

),

latest as (

    select * from answers
    where answer_from_last = 1

),

final as (

    select
        customer_id,
        max(answered_at) as answered_at,
        {%- for metric in ['nps', 'csat', 'ces'] %}
            max(case when metric = '{{ metric }}' then score end) as {{ metric }}_score,
            max(case when metric = '{{ metric }}' then scaled_score end) as {{ metric }}_scaled,
        {%- endfor %}
        count(*) as metrics,
        {{ ratio('sum(scaled_score)', 'count(*)') }} as experience_score
    from latest
    group by customer_id

)

select * from final
