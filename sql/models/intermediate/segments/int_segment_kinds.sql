with

rules as (

    select * from {{ ref('segment_rules') }}

),

final as (

    select
        family,
        kind,
        count(*) filter (
            where measure in (
                {%- for measure in number_measures() if measure != 'age' %}
                    '{{ measure }}'{{ ',' if not loop.last }}
                {%- endfor %}
            )
        ) > 0 as is_by_behaviour
    from rules
    group by family, kind

)

select * from final
