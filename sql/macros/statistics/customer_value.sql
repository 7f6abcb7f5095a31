{# P(still a customer), Fader, Hardie & Lee (2005). Names are of columns: BG/NBD's r, alpha, a, b; purchases after the first
   (frequency), and times in weeks from the first purchase to the last one (recency) and to the end of the data (age).
   1 for who bought once: the model lets nobody leave before a second purchase. #}
{% macro alive_probability() -%}
    case
        when frequency > 0
            then 1e0 / (1e0 + a / (b + frequency - 1e0) * power((alpha + age) / (alpha + recency), r + frequency))
        else 1e0
    end
{%- endmacro %}

{# Gamma–Gamma's expected value of a purchase: between the customer's own mean and that of all (Fader & Hardie 2013,
   equation 5). Null where that of all is not finite (q <= 1) and the customer has no purchase of their own after the first. #}
{% macro expected_value(purchases, sales) -%}
    {{ ratio('p * (gamma + ' ~ sales ~ ')', 'case when p * ' ~ purchases ~ ' + q > 1e0 then p * ' ~ purchases ~ ' + q - 1e0 end') }}
{%- endmacro %}

{# 2F1(a, b; c; z) by its series, as deep as a row needs it. #}
{% macro gauss_series(a, b, c, z, terms) -%}
    case
        when {{ terms }} <= 100e0 then {{ hypergeometric(a, b, c, z, 100) }}
        when {{ terms }} <= 1000e0 then {{ hypergeometric(a, b, c, z, 1000) }}
        else {{ hypergeometric(a, b, c, z, 5000) }}
    end
{%- endmacro %}
