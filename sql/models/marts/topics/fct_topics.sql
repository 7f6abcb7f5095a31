{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_touched_months('month') }}"
) }}

with

touched as (

    select month from {{ ref('int_touched_months') }}

),

texts as (

    select * from {{ ref('int_texts') }}
    where month in (select touched.month from touched)

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
        coalesce(languages.language, '') as rule_language
    from texts
    left join languages on texts.stated_language = languages.language

),

-- Many people write the same few words: each wording is searched once.
wordings as (

    select distinct
        plain_text,
        rule_language
    from spoken

),

matches as (

    select distinct
        wordings.plain_text,
        wordings.rule_language,
        terms.topic
    from wordings
    inner join terms
        on
            strpos(wordings.plain_text, terms.needle) > 0
            and (wordings.rule_language = '' or wordings.rule_language = terms.language)

),

final as (

    select
        spoken.wrote_in,
        spoken.text_id,
        matches.topic,
        spoken.customer_id,
        spoken.store_id,
        spoken.written_at,
        spoken.month,
        spoken.unhappy = 1 as is_unhappy
    from spoken
    inner join matches
        on
            spoken.plain_text = matches.plain_text
            and spoken.rule_language = matches.rule_language

)

select * from final
