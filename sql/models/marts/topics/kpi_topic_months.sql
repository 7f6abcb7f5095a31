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

based as (

    select
        counted.*,
        {%- for column in ['texts', 'unhappy_texts', 'judged_mentions'] %}
            case
                when counted.{{ column }} >= assumptions.minimum_n then counted.{{ column }}
            end as {{ column }}_n,
        {%- endfor %}
        assumptions.minimum_n
    from counted
    cross join assumptions

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
        cast(texts as bigint) as texts,
        cast(mentions as bigint) as mentions,
        cast(unhappy_texts as bigint) as unhappy_texts,
        cast(judged_mentions as bigint) as judged_mentions,
        cast(unhappy_mentions as bigint) as unhappy_mentions
    from based

)

select * from final
