with

texts as (

    select * from {{ ref('int_texts') }}

),

topics as (

    select * from {{ ref('fct_topics') }}

),

assumptions as (

    select minimum_n from {{ ref('int_assumptions') }}

),

months as (

    select
        wrote_in,
        month,
        count(*) as texts,
        count(unhappy) as judged_texts,
        coalesce(sum(unhappy), 0) as unhappy_texts
    from texts
    group by wrote_in, month

),

named as (

    select
        wrote_in,
        month,
        topic,
        count(*) as mentions,
        count(is_unhappy) as judged_mentions,
        sum(case when is_unhappy then 1 else 0 end) as unhappy_mentions
    from topics
    group by wrote_in, month, topic

),

names as (

    select distinct topic from {{ ref('int_topic_terms') }}

),

-- A topic that nobody wrote about is a share of 0, not a gap.
counted as (

    select
        months.wrote_in,
        months.month,
        names.topic,
        months.texts,
        coalesce(named.mentions, 0) as mentions,
        months.judged_texts,
        months.unhappy_texts,
        coalesce(named.judged_mentions, 0) as judged_mentions,
        coalesce(named.unhappy_mentions, 0) as unhappy_mentions
    from months
    cross join names
    left join named
        on
            months.wrote_in = named.wrote_in
            and months.month = named.month
            and names.topic = named.topic

),

-- Scores of fewer are in no row, nor can they be worked out: of those who wrote about the topic, by a share
-- times its n, and of those who wrote about other things, by taking these from all.
guarded as (

    select
        counted.*,
        assumptions.minimum_n,
        counted.judged_mentions between 1 and assumptions.minimum_n - 1 as is_small,
        counted.judged_texts - counted.judged_mentions between 1 and assumptions.minimum_n - 1 as leaves_small
    from counted
    cross join assumptions

),

based as (

    select
        guarded.*,
        case when texts >= minimum_n and not is_small then texts end as texts_n,
        case
            when unhappy_texts >= minimum_n and not is_small and not leaves_small then unhappy_texts
        end as unhappy_texts_n,
        case
            when judged_mentions >= minimum_n and not leaves_small then judged_mentions
        end as judged_mentions_n
    from guarded

),

final as (

    select
        wrote_in,
        month,
        topic,
        {%- for value, hits, n in [
            ['share', 'mentions', 'texts'],
            ['share_of_unhappy', 'unhappy_mentions', 'unhappy_texts'],
            ['unhappy_share', 'unhappy_mentions', 'judged_mentions'],
        ] %}
            {{ ratio(hits, n ~ '_n') }} as {{ value }},
            {{ wilson_low(hits, n ~ '_n') }} as {{ value }}_low,
            {{ wilson_high(hits, n ~ '_n') }} as {{ value }}_high,
            {{ n }}_n as {{ value }}_n,
        {%- endfor %}
        {%- for count, hits, n in [
            ['mentions', 'mentions', 'texts_n'],
            ['mentions_of_unhappy', 'unhappy_mentions', 'unhappy_texts_n'],
            ['unhappy_mentions', 'unhappy_mentions', 'judged_mentions_n'],
        ] %}
            cast(case when {{ n }} is not null then {{ hits }} end as bigint) as {{ count }},
        {%- endfor %}
        coalesce(texts > 0 and texts_n is null, false) as share_is_withheld,
        coalesce(unhappy_texts > 0 and unhappy_texts_n is null, false) as share_of_unhappy_is_withheld,
        coalesce(judged_mentions > 0 and judged_mentions_n is null, false) as unhappy_share_is_withheld
    from based

)

select * from final
