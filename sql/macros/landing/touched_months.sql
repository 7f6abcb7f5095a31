{# For a model that is kept from build to build and holds whole months: takes out those that its select brings anew. #}
{% macro forget_touched_months(month) -%}
    {%- if is_incremental() -%}
        delete from {{ this }}
        where {{ month }} in (select touched.month from {{ ref('int_touched_months') }} as touched)
    {%- endif -%}
{%- endmacro %}

{# The facts, with the column that holds the month of the event. #}
{% macro month_columns() -%}
    {{ return({
        'fct_orders': 'ordered_month',
        'fct_store_days': 'month',
        'fct_web_sessions': 'started_month',
        'fct_survey_answers': 'answered_month',
        'fct_survey_invitations': 'sent_month',
        'fct_reviews': 'posted_month',
        'fct_social_mentions': 'posted_month',
        'fct_service_cases': 'opened_month',
    }) }}
{%- endmacro %}

{# What a test looks at, in place of dbt's own macro: of a fact the months that this build touched, which in a full
   build are all. #}
{% macro get_where_subquery(relation) -%}
    {%- set month = month_columns().get(relation.identifier) -%}
    {%- set wheres = [config.get('where')] if config.get('where') else [] -%}
    {%- if month -%}
        {%- set touched = api.Relation.create(
            database=relation.database, schema='intermediate', identifier='int_touched_months'
        ) -%}
        {%- do wheres.append(month ~ ' in (select touched.month from ' ~ touched ~ ' as touched)') -%}
    {%- endif -%}
    {%- if wheres -%}
        (select * from {{ relation }} where {{ wheres | join(' and ') }}) as tested_rows
    {%- else -%}
        {{ relation }}
    {%- endif -%}
{%- endmacro %}
