with

pairs as (

    select * from {{ ref('int_second_orders') }}

),

assumptions as (

    select
        minimum_n,
        repeat_window_days
    from {{ ref('int_assumptions') }}

),

data_end as (

    select max(cast(ordered_at as date)) as last_day
    from {{ ref('fct_orders') }}
    where not is_cancelled

),

ranked as (

    select
        pairs.*,
        row_number() over (partition by first_month order by days_to_second, customer_id) as place,
        count(*) over (partition by first_month) as repeated
    from pairs
    where second_on is not null

),

-- Nearest rank: the shortest wait that at least half of those who came back did not exceed.
medians as (

    select
        first_month,
        min(case when 2 * place >= repeated then days_to_second end) as days_to_second_median
    from ranked
    group by first_month

),

cohorts as (

    select
        pairs.first_month,
        count(*) as customers,
        count(pairs.second_on) as repeated,
        count(*) filter (where pairs.days_to_second <= assumptions.repeat_window_days) as repeated_in_window
    from pairs
    cross join assumptions
    group by pairs.first_month

),

judged as (

    select
        cohorts.first_month as month,
        cohorts.customers,
        cohorts.repeated,
        cast(assumptions.repeat_window_days as bigint) as window_days,
        case
            when
                {{ days_between(add_months('cohorts.first_month', 1), 'data_end.last_day') }} + 1
                >= assumptions.repeat_window_days
                then cohorts.repeated_in_window
        end as repeated_in_window,
        medians.days_to_second_median,
        case when cohorts.customers >= assumptions.minimum_n then cohorts.customers end as base
    from cohorts
    cross join assumptions
    cross join data_end
    left join medians on cohorts.first_month = medians.first_month

),

final as (

    select
        month,
        customers,
        repeated,
        {{ ratio('repeated', 'base') }} as repeat_rate,
        {{ wilson_low('repeated', 'base') }} as repeat_rate_low,
        {{ wilson_high('repeated', 'base') }} as repeat_rate_high,
        window_days,
        repeated_in_window,
        {{ ratio('repeated_in_window', 'base') }} as window_rate,
        {{ wilson_low('repeated_in_window', 'base') }} as window_rate_low,
        {{ wilson_high('repeated_in_window', 'base') }} as window_rate_high,
        case when base is not null then days_to_second_median end as days_to_second_median
    from judged

)

select * from final
