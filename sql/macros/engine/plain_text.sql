{# Words in lower case without accents, one space around each: ' la cola llegaba hasta aca '. Letters and digits of
   every script stay; whatever else separates words. #}
{% macro plain_text(text) -%}
    {{ adapter.dispatch('plain_text')(text) }}
{%- endmacro %}

{% macro duckdb__plain_text(text) -%}
    (' ' || trim(regexp_replace(replace(strip_accents(lower({{ text }})), 'ß', 'ss'), '[^\p{L}\p{N}]+', ' ', 'g')) || ' ')
{%- endmacro %}

{% macro default__plain_text(text) -%}
    (' ' || trim(regexp_replace(
        replace(regexp_replace(normalize(lower({{ text }}), NFD), '\p{M}+', ''), 'ß', 'ss'), '[^\p{L}\p{N}]+', ' '
    )) || ' ')
{%- endmacro %}
