with

starts as (

    select * from {{ ref('int_action_starts') }}

),

cohort_values as (

    select * from {{ ref('int_cohort_values') }}

),

nearest as (

    select * from {{ ref('int_nearest_stores') }}

),

unaffected as (

    select
        start_month,
        metric,
        month,
        months_from_start,
        avg(case when is_donor then value end) as unaffected_mean,
        count(*) filter (where is_donor) as unaffected_stores
    from cohort_values
    group by start_month, metric, month, months_from_start

),

expected as (

    select * from {{ ref('int_expected_months') }}

),

nearest_means as (

    select
        nearest.action_id,
        nearest.metric,
        cohort_values.month,
        avg(cohort_values.value) as nearest_ten_mean
    from nearest
    inner join starts on nearest.action_id = starts.action_id
    inner join cohort_values
        on
            starts.start_month = cohort_values.start_month
            and nearest.metric = cohort_values.metric
            and nearest.store_id = cohort_values.store_id
    group by nearest.action_id, nearest.metric, cohort_values.month

),

final as (

    select
        starts.action_id,
        starts.store_id,
        starts.start_month,
        unaffected.metric,
        unaffected.month,
        unaffected.months_from_start,
        own.value,
        own.n,
        unaffected.unaffected_mean,
        unaffected.unaffected_stores,
        nearest_means.nearest_ten_mean,
        expected.expected_value
    from starts
    inner join unaffected on starts.start_month = unaffected.start_month
    left join cohort_values as own
        on
            starts.start_month = own.start_month
            and starts.store_id = own.store_id
            and unaffected.metric = own.metric
            and unaffected.month = own.month
    left join nearest_means
        on
            starts.action_id = nearest_means.action_id
            and unaffected.metric = nearest_means.metric
            and unaffected.month = nearest_means.month
    left join expected
        on
            starts.start_month = expected.start_month
            and starts.store_id = expected.store_id
            and unaffected.metric = expected.metric
            and unaffected.month = expected.month

)

select * from final
