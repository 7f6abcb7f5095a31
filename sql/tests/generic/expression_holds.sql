{# Rows where the expression is false; a null counts as unknown, not as a failure. #}
{% test expression_holds(model, expression) %}

select *
from {{ model }}
where not ({{ expression }})

{% endtest %}
