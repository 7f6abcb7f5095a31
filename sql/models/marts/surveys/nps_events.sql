with

phases as (

    select * from {{ ref('int_event_phases') }}

),

answers as (

    select
        answers.answer_class,
        answers.store_id,
        stores.state,
        cast(answers.answered_at as date) as answered_on
    from {{ ref('fct_survey_answers') }} as answers
    left join {{ ref('dim_stores') }} as stores on answers.store_id = stores.store_id
    where
        answers.metric = 'nps'
        and answers.is_latest_in_month

),

data_end as (

    select max(answered_on) as last_day from answers

),

assumptions as (

    select minimum_n from {{ ref('int_assumptions') }}

),

counted as (

    select
        phases.name,
        phases.phase,
        count(answers.answered_on) as responses,
        count(*) filter (where answers.answer_class = 'promoter') as promoters,
        count(*) filter (where answers.answer_class = 'detractor') as detractors
    from phases
    left join answers
        on
            phases.phase_starts_on <= answers.answered_on
            and phases.phase_ends_on >= answers.answered_on
            and (
                phases.scope = 'company'
                or (phases.scope = 'state' and phases.scope_value = answers.state)
                or (phases.scope = 'store' and phases.scope_value = answers.store_id)
            )
    group by phases.name, phases.phase

),

shown as (

    select
        counted.*,
        case when counted.responses >= assumptions.minimum_n then counted.responses end as nps_n
    from counted
    cross join assumptions

),

scored as (

    select
        shown.*,
        {{ nps_score('promoters', 'detractors', 'nps_n') }} as nps,
        {{ nps_margin('promoters', 'detractors', 'nps_n') }} as margin
    from shown

),

final as (

    select
        phases.name,
        phases.scope,
        phases.scope_value,
        phases.phase,
        phases.phase_starts_on,
        phases.phase_ends_on,
        coalesce(phases.phase_ends_on <= data_end.last_day, false) as is_over,
        scored.nps,
        {{ clamp('(scored.nps - scored.margin)', '-100e0', '100e0') }} as nps_low,
        {{ clamp('(scored.nps + scored.margin)', '-100e0', '100e0') }} as nps_high,
        scored.nps_n,
        {%- set margin = 'sqrt(scored.margin * scored.margin + earlier.margin * earlier.margin)' %}
        scored.nps - earlier.nps as nps_change,
        scored.nps - earlier.nps - {{ margin }} as nps_change_low,
        scored.nps - earlier.nps + {{ margin }} as nps_change_high
    from phases
    cross join data_end
    inner join scored on phases.name = scored.name and phases.phase = scored.phase
    left join scored as earlier
        on
            phases.name = earlier.name
            and earlier.phase = 'before'
            and phases.phase <> 'before'

)

select * from final
