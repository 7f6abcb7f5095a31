{# Effects pooled within `groups` of `relation` (columns effect, standard_error), weighed by their precision; the
   standard error widens where effects differ by more than their own errors: se² = max(1, Q ÷ (k − 1)) ÷ Σw. #}
{% macro pooled_effects(relation, groups) -%}
    {%- set columns = groups | join(', ') -%}
    select
        {{ columns }},
        comparisons,
        effect,
        sqrt(
            {{ at_least('case when comparisons > 1 then heterogeneity / (comparisons - 1e0) else 1e0 end', '1e0') }}
            / precision_total
        ) as standard_error
    from (
        select
            {{ columns }},
            count(*) as comparisons,
            effect,
            precision_total,
            sum(precision_weight * (single_effect - effect) * (single_effect - effect)) as heterogeneity
        from (
            select
                weighed.*,
                sum(single_effect * precision_weight) over (partition by {{ columns }})
                / sum(precision_weight) over (partition by {{ columns }}) as effect,
                sum(precision_weight) over (partition by {{ columns }}) as precision_total
            from (
                select
                    {{ columns }},
                    effect as single_effect,
                    1e0 / (standard_error * standard_error) as precision_weight
                from {{ relation }}
                where standard_error > 0e0
            ) as weighed
        ) as means
        group by {{ columns }}, effect, precision_total
    ) as spreads
{%- endmacro %}
