with

newest as (

    {{ newest_rows(
        source('feedback', 'survey_answers'),
        extract='survey_answers',
        key=['response_id', 'metric']
    ) }}

),

final as (

    select
        response_id,
        metric,
        score,
        customer_id,
        store_id,
        order_id,
        touchpoint,
        department,
        channel,
        asked_at,
        answered_at,
        comment,
        language
    from newest

)

select * from final
