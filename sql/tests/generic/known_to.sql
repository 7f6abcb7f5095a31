{# Ids that a list does not know, each with its number of rows, the most frequent first. Those rows stay and count. #}
{% test known_to(model, column_name, to, field) %}

with

tested as (

    select {{ column_name }} as unknown_id
    from {{ model }}
    where {{ column_name }} is not null

)

select
    tested.unknown_id,
    count(*) as rows_with_it
from tested
left join {{ to }} as known on tested.unknown_id = known.{{ field }}
where known.{{ field }} is null
group by tested.unknown_id
order by count(*) desc

{% endtest %}
