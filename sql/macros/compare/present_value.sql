{# Present value of 1 at the end of each of `months` months, at a yearly rate compounded monthly. #}
{% macro annuity(months, yearly_rate) -%}
    case
        when ({{ yearly_rate }}) = 0e0 then cast({{ months }} as double)
        else
            (1e0 - power(1e0 + ({{ yearly_rate }}), -cast({{ months }} as double) / 12e0))
            / (power(1e0 + ({{ yearly_rate }}), 1e0 / 12e0) - 1e0)
    end
{%- endmacro %}

{# Whole months until a steady monthly margin covers the cost; null where it never does. #}
{% macro payback_months(cost, monthly_margin) -%}
    case
        when ({{ cost }}) <= 0e0 then 0
        when ({{ monthly_margin }}) > 0e0 then cast(ceil(({{ cost }}) / ({{ monthly_margin }})) as bigint)
    end
{%- endmacro %}

{# A double as an amount of money: rounded to the cent, so that sums of amounts add up. #}
{% macro to_cents(amount) -%}
    cast(round({{ amount }}, 2) as decimal(18, 2))
{%- endmacro %}
