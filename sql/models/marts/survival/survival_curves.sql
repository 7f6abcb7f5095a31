with

times as (

    select * from {{ ref('int_survival_times') }}

),

assumptions as (

    select minimum_n from {{ ref('int_assumptions') }}

),

counted as (

    select
        times.*,
        cast(sum(customers_leaving_view) over (
            partition by basis, kind, segment
        ) as bigint) as customers,
        cast(sum(customers_leaving_view) over (
            partition by basis, kind, segment order by day
            rows between current row and unbounded following
        ) as bigint) as at_risk
    from times

),

losses as (

    select counted.*
    from counted
    cross join assumptions
    where
        counted.customers_lost > 0
        and counted.at_risk >= assumptions.minimum_n

),

-- A time at which all who are left are lost ends the curve at 0, where the logarithm does not reach.
steps as (

    select
        losses.*,
        case
            when customers_lost < at_risk
                then ln({{ ratio('at_risk - customers_lost', 'at_risk') }})
        end as log_kept,
        {{ ratio('customers_lost', 'cast(at_risk as double) * (at_risk - customers_lost)') }}
            as variance_term,
        max(case when customers_lost = at_risk then 1 else 0 end) over (
            partition by basis, kind, segment order by day
            rows between unbounded preceding and current row
        ) as is_over
    from losses

),

summed as (

    select
        steps.*,
        sum(log_kept) over (
            partition by basis, kind, segment order by day
            rows between unbounded preceding and current row
        ) as log_survival,
        sum(variance_term) over (
            partition by basis, kind, segment order by day
            rows between unbounded preceding and current row
        ) as log_variance
    from steps

),

final as (

    select
        basis,
        kind,
        segment,
        day,
        customers,
        at_risk,
        customers_lost,
        case when is_over = 1 then 0e0 else exp(log_survival) end as survival,
        case
            when is_over = 0
                then exp(log_survival * exp(-{{ normal_975() }} * sqrt(log_variance) / log_survival))
        end as survival_low,
        case
            when is_over = 0
                then exp(log_survival * exp({{ normal_975() }} * sqrt(log_variance) / log_survival))
        end as survival_high
    from summed

)

select * from final
