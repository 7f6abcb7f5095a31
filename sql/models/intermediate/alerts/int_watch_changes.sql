{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget_reached_months(14) }}"
) }}

{%- set frames = {
    'recent': 'between 2 preceding and current row',
    'past': 'between 14 preceding and 3 preceding',
} -%}
{%- set windowed = [
    ('recent', 'n'), ('recent', 'value_sum'), ('recent', 'expected_sum'),
    ('past', 'n'), ('past', 'value_sum'), ('past', 'expected_sum'), ('past', 'scatter'), ('past', 'freedom'),
] -%}
{%- set compared = [
    ('month', 'value'), ('month', 'expected'), ('recent', 'value'), ('recent', 'expected'),
    ('past', 'value'), ('past', 'expected'),
] -%}
{%- set usual_answers = '30e0' -%}

with

series as (

    select * from {{ ref('int_watch_series') }}
    where month >= ({{ first_reached_month(14, back=14) }})

),

peers as (

    select
        metric,
        month,
        sum(value_sum) / sum(n) as peer_mean,
        {{ ratio('sum(value_sumsq - value_sum * value_sum / n)', 'sum(n - 1e0)') }} as answer_variance
    from series
    group by metric, month

),

-- What a store would have if each of its answers were like those of all stores in the month.
expected as (

    select
        series.*,
        series.n * peers.peer_mean as expected_sum,
        series.value_sumsq - series.value_sum * series.value_sum / series.n as scatter,
        series.n - 1e0 as freedom,
        peers.answer_variance,
        {{ month_index('series.month') }} as place
    from series
    inner join peers on series.metric = peers.metric and series.month = peers.month

),

windows as (

    select
        store_id,
        month,
        metric,
        scale,
        direction,
        answer_variance,
        n as month_n,
        value_sum as month_value_sum,
        expected_sum as month_expected_sum,
        {%- for span, column in windowed %}
            sum({{ column }}) over (
                partition by metric, store_id order by place range {{ frames[span] }}
            ) as {{ span }}_{{ column }},
        {%- endfor %}
        count(*) over (
            partition by metric, store_id order by place range {{ frames['past'] }}
        ) as past_months,
        place
    from expected

),

-- A share lies on the scale of arcs, where its variance does not depend on it.
scaled as (

    select
        windows.*,
        {%- for span, column in compared %}
            case
                when scale = 'share' then {{ arc_of_share(span ~ '_' ~ column ~ '_sum', span ~ '_n') }}
                else {{ span }}_{{ column }}_sum / {{ span }}_n
            end as {{ span }}_{{ column }},
        {%- endfor %}
        case when scale = 'share' then 0.5e0 else 0e0 end as half,
        case
            when scale = 'linear'
                then nullif(sqrt({{ at_least(
                    '(past_scatter + ' ~ usual_answers ~ ' * coalesce(answer_variance, 0e0))'
                    ~ ' / (past_freedom + ' ~ usual_answers ~ ')', '0e0'
                ) }}), 0e0)
            else 1e0
        end as unit
    from windows
    where
        past_months >= 8
        and month in ({{ reached_months(14) }})

),

-- By chance a change varies as 1 ÷ answers, times what one answer varies by. Of scores that is 1: near the
-- end of a scale both answers and shocks vary by less, so each store is measured in standard deviations of
-- its own answers, with some of the usual variance added so that few answers make no certainty. What one
-- order adds to the logarithm of sales is not in its sums: int_watch_spreads finds it.
final as (

    select
        store_id,
        month,
        metric,
        scale,
        place,
        recent_n,
        recent_value_sum / recent_n as recent_mean,
        recent_value,
        direction * unit as unit,
        direction * (month_value - month_expected - past_value + past_expected) / unit as month_change,
        direction * (recent_value - recent_expected - past_value + past_expected) / unit as change,
        1e0 / (recent_n + half) + 1e0 / (past_n + half) as sampling,
        case scale when 'share' then 0.25e0 when 'linear' then 1e0 end as answer_variance
    from scaled
    where unit is not null

)

select * from final
