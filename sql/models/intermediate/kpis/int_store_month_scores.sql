with

surveys as (

    select * from {{ ref('int_store_month_surveys') }}

),

final as (

    select
        store_id,
        month,
        sum(case when metric = 'nps' then responses else 0 end) as nps_responses,
        sum(case when metric = 'nps' then favourable else 0 end) as nps_promoters,
        sum(case when metric = 'nps' then unfavourable else 0 end) as nps_detractors,
        sum(case when metric = 'csat' then responses else 0 end) as csat_responses,
        sum(case when metric = 'csat' then favourable else 0 end) as csat_satisfied,
        sum(case when metric = 'csat' then value_sum else 0 end) as csat_score_sum,
        sum(case when metric = 'csat' then value_sumsq else 0 end) as csat_score_sumsq,
        sum(case when metric = 'ces' then responses else 0 end) as ces_responses,
        sum(case when metric = 'ces' then favourable else 0 end) as ces_easy,
        sum(case when metric = 'ces' then value_sum else 0 end) as ces_score_sum,
        sum(case when metric = 'ces' then value_sumsq else 0 end) as ces_score_sumsq
    from surveys
    group by store_id, month

)

select * from final
