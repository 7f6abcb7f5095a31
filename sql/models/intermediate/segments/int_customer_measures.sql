with

traits as (

    select * from {{ ref('int_customer_traits') }}

),

final as (

    {% for measure in number_measures() -%}
        select
            customer_id,
            '{{ measure }}' as measure,
            cast({{ measure }} as double) as number_value,
            cast(null as varchar) as word
        from traits
        where {{ measure }} is not null
        union all
    {% endfor -%}
    {% for measure in word_measures() -%}
        select
            customer_id,
            '{{ measure }}' as measure,
            cast(null as double) as number_value,
            trim({{ measure }}) as word
        from traits
        where trim({{ measure }}) <> ''
        union all
    {% endfor -%}
    {% for measure, column in list_measures() -%}
        select
            traits.customer_id,
            '{{ measure }}' as measure,
            cast(null as double) as number_value,
            trim(parts.part) as word
        from traits
        cross join unnest({{ split_list('traits.' ~ column) }}) as parts (part)
        where trim(parts.part) <> ''
        {{ 'union all' if not loop.last }}
    {% endfor %}

)

select * from final
