{{ config(materialized='incremental', unique_key=['response_id', 'metric']) }}

with

newest as (

    {{ newest_rows(
        source('feedback', 'survey_answers'),
        extract='survey_answers',
        key=['response_id', 'metric'],
        event_at='answered_at'
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
        {{ moment('asked_at') }} as asked_at,
        {{ moment('answered_at') }} as answered_at,
        comment,
        language,
        {{ version_columns() }}
    from newest

)

select * from final
