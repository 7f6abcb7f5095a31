with

measures as (

    select * from {{ ref('int_customer_measures') }}

),

customers as (

    select customer_id from {{ ref('int_customer_traits') }}

),

rules as (

    select
        *,
        count(*) over (partition by kind, place) as conditions
    from {{ ref('segment_rules') }}

),

kinds as (

    select distinct
        family,
        kind
    from rules

),

-- A condition without limits and word holds for whoever has the measure.
met as (

    select
        measures.customer_id,
        rules.kind,
        rules.place,
        rules.measure,
        rules.conditions,
        case when rules.segment = '*' then measures.word else rules.segment end as segment
    from measures
    inner join rules on measures.measure = rules.measure
    where
        (rules.at_least is null or measures.number_value >= rules.at_least)
        and (rules.below is null or measures.number_value < rules.below)
        and (rules.word is null or {{ word_of('measures.word') }} = rules.word)

),

fulfilled as (

    select
        customer_id,
        kind,
        place,
        segment,
        min(place) over (partition by customer_id, kind) as first_place
    from met
    group by customer_id, kind, place, segment, conditions
    having count(distinct measure) = conditions

),

chosen as (

    select * from fulfilled
    where place = first_place

),

final as (

    select
        customers.customer_id,
        kinds.family,
        kinds.kind,
        coalesce(chosen.segment, 'unknown') as segment
    from customers
    cross join kinds
    left join chosen on customers.customer_id = chosen.customer_id and kinds.kind = chosen.kind

)

select * from final
