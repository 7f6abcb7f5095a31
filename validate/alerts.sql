-- Stores whose customers answer from 1 to 5, a third of them with a text about one of eight topics and all about one of six
-- departments. A run is laid in months of its own (0 … 23 from 36 × run on), because alerts are found among all metrics of a
-- month. From month 16 on in the first `planted` stores of a run answers, sales and what is written about deteriorate.
-- Variables: seed, runs, stores, planted.
create schema if not exists intermediate; create schema if not exists marts;
create table intermediate.int_assumptions as select 5e0 as minimum_n, 10e0 as minimum_peers;

create table store_months as
with stores as (
    select
        run,
        store,
        1000 * run + store as id,
        store < getvariable('planted') as is_planted
    from range(getvariable('runs')) as r (run), range(getvariable('stores')) as s (store)
),

-- Shocks as of worlds.sql: autoregressive, coefficient one half.
shocks as (
    select
        stores.*,
        m,
        sum(normal('shock', id, m) * case when m = 0 then 1 else sqrt(0.75) end * power(2, m))
            over (partition by id order by m) / power(2, m) as shock,
        sum(normal('sales shock', id, m) * case when m = 0 then 1 else sqrt(0.75) end * power(2, m))
            over (partition by id order by m) / power(2, m) as sales_shock,
        -- 8 to 120 answers a month, most stores with few
        round(8 * power(15, u('answers', id)) * (0.8 + 0.4 * u('answers of the month', id, m)))::integer as n
    from stores, range(24) as t (m)
)

select
    *,
    's' || lpad(store::varchar, 3, '0') as store_id,
    (date '1700-01-01' + to_months((36 * run + m)::integer))::date as month,
    is_planted and m >= 16 as is_worse,
    n * 6 as orders,
    0.3 * normal('level', id) + 0.12 * shock + 0.05 * sin(2 * pi() * m / 12)
        - case when is_planted and m >= 16 then 0.6 else 0 end as mood,
    ln(3) + 0.2 * normal('sales level', id) + 0.05 * sales_shock + 0.1 * sin(2 * pi() * m / 12)
        + 0.6 / sqrt(n * 6) * normal('baskets', id, m)
        - case when is_planted and m >= 16 then 0.15 else 0 end as log_sales,
    0.2 * exp(0.3 * normal('queue', id)) + case when is_planted and m >= 16 then 0.3 else 0 end as queue_share
from shocks;

-- An ordered logit: mean 4.1 and a skew as scores have it.
create table answers as
with draws as (
    select
        run, store_id, month, is_worse, mood, queue_share,
        u('score', id * 24 + m, i) as of_score,
        u('text', id * 24 + m, i) as of_text,
        u('topic', id * 24 + m, i) as of_topic
    from store_months, unnest(range(n)) as a (i)
)

select
    store_id, month,
    1 + (of_score < 1 / (1 + exp(-3.0 - 1.7 * mood)))::integer + (of_score < 1 / (1 + exp(-2.0 - 1.7 * mood)))::integer
    + (of_score < 1 / (1 + exp(-1.1 - 1.7 * mood)))::integer + (of_score < 1 / (1 + exp(0.2 - 1.7 * mood)))::integer as score,
    of_text < 0.33 as has_text,
    of_topic < queue_share as is_queue,
    -- What is left of the draw is uniform again.
    (of_topic - queue_share) / (1 - queue_share) as of_others,
    if(is_queue, 'queue', 'topic ' || floor(7 * of_others)::integer) as topic,
    if(is_queue, 'checkout', 'department ' || floor(5 * of_others)::integer) as department
from draws;

create table intermediate.int_store_month_surveys as
select store_id, month, 'csat' as metric, count(*) as responses, sum(score) as value_sum, sum(score * score) as value_sumsq
from answers group by store_id, month;

create table intermediate.int_store_months as
select store_id, month, orders, 1000 * exp(log_sales) as sales_with_area, 1000e0 as floor_area_sqft from store_months;

create table intermediate.int_store_month_topics as
select
    store_id, month, 'survey' as wrote_in, coalesce(topic, '') as topic, count(*) as texts, count(*) as judged_texts,
    count(*) filter (score <= 2) as unhappy_texts
from answers where has_text
group by grouping sets ((store_id, month), (store_id, month, topic));

create table intermediate.int_department_answers as
select store_id, department, month, 'csat' as metric, count(*) filter (score <= 2) as unfavourable
from answers group by store_id, department, month;

-- As in a full build, every month is made.
create table intermediate.int_touched_months as select distinct month from store_months;
create table intermediate.int_reached_months as select month, 0 as months_back from intermediate.int_touched_months;

create table intermediate.int_data_end as select max(month) as as_of from store_months;
