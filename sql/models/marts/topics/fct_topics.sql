with

texts as (

    select * from {{ ref('int_texts') }}

),

terms as (

    select * from {{ ref('int_topic_terms') }}

),

languages as (

    select distinct language from terms

),

-- A text whose language no rule speaks, or that states none, is held against all rules.
spoken as (

    select
        texts.*,
        languages.language as rule_language
    from texts
    left join languages on texts.language = languages.language

),

final as (

    select distinct
        spoken.source,
        spoken.text_id,
        terms.topic,
        spoken.customer_id,
        spoken.store_id,
        spoken.written_at,
        spoken.month,
        spoken.unhappy = 1 as is_unhappy
    from spoken
    inner join terms
        on
            strpos(spoken.plain_text, terms.needle) > 0
            and (spoken.rule_language is null or spoken.rule_language = terms.language)

)

select * from final
