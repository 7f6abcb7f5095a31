with

campaigns as (

    select * from {{ ref('stg_crm__campaigns') }}

),

rules as (

    select word from {{ ref('acquisition_rules') }}
    where rule = 'acquisition_campaign'

),

numbers as (

    {{ whole_numbers() }}

),

newest as (

    select max(month) as last_month from {{ ref('int_churn_events') }}

),

-- A campaign that still runs has spent its cost by the end of the newest month.
running as (

    select
        campaigns.channel,
        campaigns.cost,
        campaigns.started_on,
        {{ month_of('campaigns.started_on') }} as first_month,
        case
            when campaigns.ended_on is not null then campaigns.ended_on
            when newest.last_month >= campaigns.started_on
                then {{ add_days(add_months('newest.last_month', 1), -1) }}
            else campaigns.started_on
        end as spent_on
    from campaigns
    inner join rules on {{ word_of('campaigns.kind') }} = rules.word
    cross join newest

),

months as (

    select
        running.*,
        {{ add_months('running.first_month', 'numbers.n') }} as month
    from running
    inner join numbers
        on {{ month_index('running.spent_on') }} - {{ month_index('running.first_month') }} >= numbers.n

),

numbered as (

    select
        months.*,
        {{ days_between('started_on', 'spent_on') }} + 1 as days_in_all,
        case when started_on > month then 0 else {{ days_between('started_on', 'month') }} end as days_before,
        case
            when spent_on < {{ add_months('month', 1) }} then {{ days_between('started_on', 'spent_on') }} + 1
            else {{ days_between('started_on', add_months('month', 1)) }}
        end as days_by_then
    from months

),

-- Differences of what is spent up to a day: the months of a campaign sum to its cost, to the cent.
final as (

    select
        month,
        channel,
        sum(
            cast({{ ratio('cost * days_by_then', 'days_in_all') }} as decimal(18, 4))
            - cast({{ ratio('cost * days_before', 'days_in_all') }} as decimal(18, 4))
        ) as cost
    from numbered
    group by month, channel

)

select * from final
