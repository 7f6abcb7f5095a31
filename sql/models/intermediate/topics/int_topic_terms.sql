{{ config(materialized='table') }}

with

rules as (

    select * from {{ ref('topic_rules') }}

),

plain as (

    select
        topic,
        language,
        trim({{ plain_text('term') }}) as words,
        trim(term) like '*%' as is_open_before,
        trim(term) like '%*' as is_open_after
    from rules

),

-- A space at an end is the end of a word there; without it the word may go on.
final as (

    select distinct
        topic,
        language,
        case when is_open_before then '' else ' ' end
        || words
        || case when is_open_after then '' else ' ' end as needle
    from plain
    where words <> ''

)

select * from final
