{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_touched_months('month') }}"
) }}

with

touched as (

    select month from {{ ref('int_touched_months') }}

),

topics as (

    select * from {{ ref('int_store_month_topics') }}
    where
        unhappy_texts > 0
        and month in (select touched.month from touched)

),

departments as (

    select * from {{ ref('int_department_answers') }}
    where
        store_id <> ''
        and department <> ''
        and unfavourable > 0
        and month in (select touched.month from touched)

),

-- A stratum is a place of writing, or a survey: what people complain about differs between them.
named as (

    select
        'repeating_topic' as kind,
        store_id,
        month,
        wrote_in as stratum,
        topic as subject,
        unhappy_texts as hits
    from topics
    where topic <> ''
    union all
    select
        'repeating_department' as kind,
        store_id,
        month,
        metric as stratum,
        department as subject,
        sum(unfavourable) as hits
    from departments
    group by store_id, month, metric, department

),

complaints as (

    select
        'repeating_topic' as kind,
        store_id,
        month,
        wrote_in as stratum,
        unhappy_texts as complaints
    from topics
    where topic = ''
    union all
    select
        'repeating_department' as kind,
        store_id,
        month,
        metric as stratum,
        sum(unfavourable) as complaints
    from departments
    group by store_id, month, metric

),

totals as (

    select
        kind,
        month,
        stratum,
        sum(complaints) as complaints
    from complaints
    group by kind, month, stratum

),

named_totals as (

    select
        kind,
        month,
        stratum,
        subject,
        sum(hits) as hits
    from named
    group by kind, month, stratum, subject

),

-- What a store would hear of a subject if its share were that of all other stores.
counted as (

    select
        complaints.kind,
        complaints.store_id,
        complaints.month,
        named_totals.subject,
        complaints.complaints,
        coalesce(named.hits, 0) as hits,
        complaints.complaints
        * {{ ratio(
            'named_totals.hits - coalesce(named.hits, 0)', 'totals.complaints - complaints.complaints'
        ) }} as expected
    from complaints
    inner join totals
        on {{ same('complaints', 'totals', ['kind', 'month', 'stratum']) }}
    inner join named_totals
        on {{ same('complaints', 'named_totals', ['kind', 'month', 'stratum']) }}
    left join named
        on
            {{ same('complaints', 'named', ['kind', 'month', 'stratum', 'store_id']) }}
            and named_totals.subject = named.subject

),

final as (

    select
        kind,
        store_id,
        month,
        subject,
        sum(complaints) as complaints,
        sum(hits) as hits,
        sum(expected) as expected
    from counted
    where expected is not null
    group by kind, store_id, month, subject

)

select * from final
