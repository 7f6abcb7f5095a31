with

estimates as (

    select * from {{ ref('int_effect_estimates') }}

),

final as (

    select
        action_id,
        metric,
        case metric
            when 'sales_per_sqft' then 'share'
            when 'queue_seconds' then 'seconds'
            else 'points'
        end as unit,
        store_id,
        start_month,
        months_before,
        months_after,
        case when metric <> 'sales_per_sqft' then cast(n_before as bigint) end as answers_before,
        case when metric <> 'sales_per_sqft' then cast(n_after as bigint) end as answers_after,
        donors,
        case when metric = 'sales_per_sqft' then exp(mean_before) else mean_before end as before,
        case when metric = 'sales_per_sqft' then exp(mean_after) else mean_after end as after,
        {{ shown_change('change') }} as naive_change,
        {{ shown_change('change - naive_margin') }} as naive_low,
        {{ shown_change('change + naive_margin') }} as naive_high,
        {{ shown_change('donor_change') }} as donor_change,
        {{ shown_change('effect') }} as did_effect,
        {{ shown_change('effect - effect_margin') }} as did_low,
        {{ shown_change('effect + effect_margin') }} as did_high,
        {{ student_t_p('t', 'df') }} as did_p,
        {{ not_judged_reason() }} as not_judged_reason
    from estimates

)

select * from final
