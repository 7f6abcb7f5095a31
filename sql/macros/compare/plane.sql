{# Weighted least squares of y on 1, b and d within `groups` of `relation`, in closed form from weighted moments.
   One row each: rows (donors), weight_total, means, centred moments (s_bb, s_bd, s_dd), the
   determinant where both slopes can be told apart (else null, and slope_d is 0), slope_b and slope_d. #}
{% macro plane_fit(relation, weight, groups=['start_month', 'metric']) -%}
    {%- set columns = groups | join(', ') -%}
    select
        moments.*,
        case
            when determinant is not null then (s_by * s_dd - s_dy * s_bd) / determinant
            else coalesce(s_by / nullif(s_bb, 0e0), 0e0)
        end as slope_b,
        case
            when determinant is not null then (s_dy * s_bb - s_by * s_bd) / determinant
            else 0e0
        end as slope_d
    from (
        select
            centred.*,
            case when s_bb * s_dd - s_bd * s_bd > 1e-9 * s_bb * s_dd then s_bb * s_dd - s_bd * s_bd end as determinant
        from (
            select
                {{ columns }},
                donors,
                weight_total,
                mean_b,
                mean_d,
                mean_y,
                sum_bb - weight_total * mean_b * mean_b as s_bb,
                sum_bd - weight_total * mean_b * mean_d as s_bd,
                sum_dd - weight_total * mean_d * mean_d as s_dd,
                sum_by - weight_total * mean_b * mean_y as s_by,
                sum_dy - weight_total * mean_d * mean_y as s_dy
            from (
                select
                    {{ columns }},
                    count(*) as donors,
                    sum({{ weight }}) as weight_total,
                    sum({{ weight }} * b) / sum({{ weight }}) as mean_b,
                    sum({{ weight }} * d) / sum({{ weight }}) as mean_d,
                    sum({{ weight }} * y) / sum({{ weight }}) as mean_y,
                    sum({{ weight }} * b * b) as sum_bb,
                    sum({{ weight }} * b * d) as sum_bd,
                    sum({{ weight }} * d * d) as sum_dd,
                    sum({{ weight }} * b * y) as sum_by,
                    sum({{ weight }} * d * y) as sum_dy
                from {{ relation }}
                group by {{ columns }}
            ) as sums
        ) as centred
    ) as moments
{%- endmacro %}

{# The fitted value at (b, d); `fit` is the alias of a row of plane_fit. #}
{% macro plane_at(fit, b, d) -%}
    ({{ fit }}.mean_y + {{ fit }}.slope_b * ({{ b }} - {{ fit }}.mean_b) + {{ fit }}.slope_d * ({{ d }} - {{ fit }}.mean_d))
{%- endmacro %}

{# How much of its own fitted value a row of this weight at (b, d) makes up: 0 to 1 for rows of the fit. #}
{% macro plane_leverage(fit, weight, b, d) -%}
    {%- set from_b, from_d = '(' ~ b ~ ' - ' ~ fit ~ '.mean_b)', '(' ~ d ~ ' - ' ~ fit ~ '.mean_d)' -%}
    ({{ weight }} * (
        1e0 / {{ fit }}.weight_total
        + case
            when {{ fit }}.determinant is not null then (
                {{ fit }}.s_dd * {{ from_b }} * {{ from_b }} - 2e0 * {{ fit }}.s_bd * {{ from_b }} * {{ from_d }}
                + {{ fit }}.s_bb * {{ from_d }} * {{ from_d }}
            ) / {{ fit }}.determinant
            else coalesce({{ from_b }} * {{ from_b }} / nullif({{ fit }}.s_bb, 0e0), 0e0)
        end
    ))
{%- endmacro %}
