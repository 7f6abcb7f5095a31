-- Panels with known truth: many runs of one retailer. A run is called a metric, so that the marts' own models, which
-- treat every metric by itself, work on all runs at once.
-- Variables: seed, runs, stores, treated, lasting and passing (shares of stores), from_the_start, compared_answers.
-- Months −18 … 5. The treated are the lowest over the six months before the start, as a rule that watches scores
-- would pick them, and are named low-1 …; effects 0, 0.1, 0.3 and 0.5 are planted in turn, one a run.

create or replace table stores as
select
    r.run,
    s.store,
    r.run * getvariable('stores') + s.store as id,
    0.2 * normal('level', r.run, s.store) as level,
    -- 5 to 200 answers a month, most stores with few
    5 * power(40, u('answers', r.run, s.store)) as answers,
    u('lasting', r.run, s.store) < getvariable('lasting') as is_lasting,
    case when getvariable('from_the_start') then -18 else -18 + floor(u('lasting since', r.run, s.store) * 24) end
        as lasting_since,
    0.5 + 0.5 * u('lasting depth', r.run, s.store) as lasting_depth,
    u('passing', r.run, s.store) < getvariable('passing') as is_passing,
    -18 + floor(u('passing since', r.run, s.store) * 24) as passing_since,
    2 + floor(u('passing months', r.run, s.store) * 3) as passing_months,
    0.3 + 0.5 * u('passing depth', r.run, s.store) as passing_depth
from range(getvariable('runs')) as r (run)
cross join range(getvariable('stores')) as s (store);

-- Shocks are a stationary first-order autoregression, coefficient 0.5, standard deviation 0.1: its closed form is a
-- running sum of innovations, each weighed by 2 to the power of its month.
create or replace table months as
with draws as (
    select
        stores.*,
        m.month,
        greatest(1, round(answers * (0.8 + 0.4 * u('answers of the month', id, m.month)))) as n,
        0.1 * normal('shock', id, m.month) * case when m.month = -18 then 1 else sqrt(0.75) end
        * power(2, m.month + 18) as innovation,
        normal('sampling', id, m.month) as sampling
    from stores
    cross join range(-18, 6) as m (month)
)
select
    run,
    store,
    month,
    n,
    is_lasting and month >= lasting_since as is_low,
    4.1 + level + 0.05 * sin(2 * pi() * month / 12)
    + sum(innovation) over (partition by id order by month) / power(2, month + 18)
    - case when is_lasting and month >= lasting_since then lasting_depth else 0 end
    - case
        when is_passing and month between passing_since and passing_since + passing_months - 1 then passing_depth
        else 0
    end as truth,
    truth + sampling / sqrt(n) as mean
from draws;

create or replace table picked as
with recent as (
    select
        run,
        store,
        sum(n * mean) / sum(n) as mean,
        sum(n) as n
    from months
    where month between -6 and -1
    group by run, store
)
select
    run,
    store,
    row_number() over (partition by run order by (mean - 4.1) / sqrt(0.06 + 1 / n), store) as place
from recent
qualify place <= getvariable('treated');

-- Compared is the score that the treated are low in or, where fewer answers are compared, another one of the same truth.
-- Single answers vary by 1 about the mean of their store and month.
create or replace table panel as
select
    'run ' || run as metric,
    coalesce('low-' || place, 's' || store) as store_id,
    date_add(date '2025-01-01', to_months(month::integer))::date as month,
    is_low,
    planted,
    compared.n::double as n,
    compared.mean + case when place is not null and month >= 0 then planted else 0 end as value,
    compared.n * value as value_sum,
    compared.n * value * value + (compared.n - 1) as value_sumsq
from months
left join picked using (run, store)
cross join lateral (
    select
        greatest(1, round(months.n * getvariable('compared_answers'))) as n,
        case
            when getvariable('compared_answers') = 1 then months.mean
            else truth + normal('other score', run * getvariable('stores') + store, month) / sqrt(n)
        end as mean
) as compared
cross join lateral (select [0, 0.1, 0.3, 0.5][1 + run % 4]::double as planted);
