{%- set series = ['kind', 'store_id', 'subject'] -%}
{%- set by_month = 'partition by ' ~ series | join(', ') ~ ' order by month' -%}

with

signals as (

    select
        int_alert_signals.*,
        {{ month_index('month') }} as place
    from {{ ref('int_alert_signals') }} as int_alert_signals

),

data_end as (

    select {{ month_index('as_of') }} as last_place from {{ ref('int_data_end') }}

),

-- In one month without a signal p may lie just beyond its limit: the alert goes on. After two it has ended.
steps as (

    select
        signals.*,
        case when place - lag(place) over ({{ by_month }}) <= 2 then 0 else 1 end as begins
    from signals

),

numbered as (

    select
        steps.*,
        sum(begins) over ({{ by_month }} rows between unbounded preceding and current row) as run
    from steps

),

runs as (

    select
        {{ series | join(',\n        ') }},
        run,
        min(month) as since_month,
        min(case when flag = 'act' then month end) as act_month,
        max(month) as last_month,
        max(place) as last_place
    from numbered
    group by {{ series | join(', ') }}, run

),

-- An alert to watch becomes one to act upon, never the other way round.
raised as (

    select
        numbered.*,
        runs.since_month,
        case
            when numbered.flag = 'watch' and runs.act_month is not null then runs.act_month
            when data_end.last_place - runs.last_place >= 2 then {{ add_months('runs.last_month', '1') }}
        end as ended_month
    from numbered
    cross join data_end
    inner join runs on {{ same('numbered', 'runs', series + ['run']) }}
    where
        (numbered.flag = 'act' and numbered.month = runs.act_month)
        or (numbered.flag = 'watch' and numbered.month = runs.since_month)

),

final as (

    select
        '["' || kind || '","' || store_id || '","' || subject || '","' || flag || '","'
        || cast(since_month as varchar) || '"]' as alert_key,
        kind,
        store_id,
        subject,
        flag,
        since_month,
        month,
        ended_month,
        seen,
        expected,
        expected_low,
        expected_high,
        n,
        p,
        p_adjusted
    from raised

)

select * from final
