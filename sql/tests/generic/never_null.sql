{# One scan for all columns of a model; a failure shows the number of nulls by column. #}
{% test never_null(model, columns) %}

with

nulls as (

    select
        {%- for column in columns %}
            count(*) filter (where {{ column }} is null) as {{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ model }}

)

select * from nulls
where {% for column in columns %}{{ column }} > 0{{ ' or ' if not loop.last }}{% endfor %}

{% endtest %}
